"""How the promises of a year stand, counted from the rows."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from bihuan.domain.rectification.enums import Progress
from bihuan.domain.rectification.models import Item
from bihuan.domain.rectification.view import Ledger


@dataclass(frozen=True, slots=True)
class Tally:
    """Numbers of a ledger on a day. The four states add up to ``items``; ``overdue`` is among them."""

    problems: int
    items: int
    done: int
    ongoing: int
    in_progress: int
    not_started: int
    overdue: tuple[Item, ...]


def tally(ledger: Ledger, *, today: datetime.date) -> Tally:
    states = [item.progress for item in ledger.items]
    return Tally(
        problems=len(ledger.problems),
        items=len(ledger.items),
        done=states.count(Progress.DONE),
        ongoing=states.count(Progress.ONGOING),
        in_progress=states.count(Progress.IN_PROGRESS),
        not_started=states.count(Progress.NOT_STARTED),
        overdue=tuple(item for item in ledger.items if is_overdue(item, today=today)),
    )


def is_overdue(item: Item, *, today: datetime.date) -> bool:
    """Past its day and not done. An item that is carried on for good has no day that it must be done by."""
    open_still = item.progress in (Progress.NOT_STARTED, Progress.IN_PROGRESS)
    return open_still and item.due_date is not None and item.due_date < today
