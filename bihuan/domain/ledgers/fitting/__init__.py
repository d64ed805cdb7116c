"""What must agree within a record before it is kept, and what follows from it: a file a shape."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from bihuan.core.registry.mechanisms import Mechanism

from ..models import Record
from . import activities, awards, cases, plans, polls, registers

#: By the shape; a shape that demands nothing of its own is not here.
FITTING: dict[str, Callable[[Any], None]] = {
    "activity": activities.fit,
    "award": awards.fit,
    "case": cases.fit,
    "plan": plans.fit,
    "poll": polls.fit,
    "register": registers.fit,
}

#: What follows from the own fields, by the shape.
SETTLING: dict[str, Callable[[Any, Sequence[Mechanism]], None]] = {"case": cases.settle_values}


def fit(record: Record) -> None:
    """Settle what follows from the fields.

    :raises WrongValue: if two of them cannot both be right.
    """
    if check := FITTING.get(record.shape):
        check(record)


def settle_values(record: Record, chosen: Sequence[Mechanism]) -> None:
    """Settle what follows from the mechanisms' own fields.

    :raises WrongValue: if something cannot be kept with them.
    """
    if check := SETTLING.get(record.shape):
        check(record, chosen)
