"""Review an entry of a register, retire it, take it into use again."""

from __future__ import annotations

import datetime

from bihuan.domain.organizations.withdrawing import require_standing
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation

from .. import permissions
from ..enums import EntryState
from ..failures import WrongState, WrongValue
from ..models import RegisterEntry, Review
from . import steps


@operation("ledgers.entry.review", may=permissions.can_keep_records)
def review_entry(
    *,
    entry: RegisterEntry,
    actor: Actor,
    seen: int,
    on: datetime.date,
    finding: str = "",
    review_on: datetime.date | None = None,
) -> RegisterEntry:
    """Note that the entry was looked at, what was found, and when to look again.

    :raises NotYet: if the day has not come.
    :raises WrongValue: if the next review would not come after this one.
    :raises WrongState: if the entry is retired.
    """
    require_standing(entry)
    if entry.state == EntryState.RETIRED:
        raise WrongState("这一条已停用，不用核对。要核对，请先启用。")
    steps.require_past(on)
    if review_on is not None and review_on <= on:
        raise WrongValue("下次核对", "应在这次核对之后。")
    Review(unit=entry.unit, entry=entry, on=on, finding=finding.strip()[:300]).save()
    if entry.reviewed_on is None or on >= entry.reviewed_on:
        entry.reviewed_on, entry.review_on = on, review_on
    entry.save()
    return entry


@operation("ledgers.entry.retire", may=permissions.can_keep_records)
def retire_entry(*, entry: RegisterEntry, actor: Actor, seen: int) -> RegisterEntry:
    """The thing is no longer in use; the entry stays, no review is due.

    :raises WrongState: if it is retired.
    """
    return _turned(entry, EntryState.RETIRED)


@operation("ledgers.entry.reuse", may=permissions.can_keep_records)
def reuse_entry(*, entry: RegisterEntry, actor: Actor, seen: int) -> RegisterEntry:
    """The thing is in use again.

    :raises WrongState: if it is in use.
    """
    return _turned(entry, EntryState.ACTIVE)


def _turned(entry: RegisterEntry, state: EntryState) -> RegisterEntry:
    require_standing(entry)
    if entry.state == state:
        raise WrongState(f"这一条本来就是“{state.label}”，不用再改。")
    entry.state = state
    if state == EntryState.RETIRED:
        entry.review_on = None
    entry.save()
    return entry
