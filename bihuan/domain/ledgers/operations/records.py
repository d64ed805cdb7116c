"""Enter, change, withdraw and restore a record, and say where it counts: the same for every shape."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils import timezone

from bihuan.core.registry.mechanisms import mechanisms
from bihuan.domain.organizations.models import Unit
from bihuan.domain.organizations.withdrawing import NotWithdrawn, require_standing
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation

from .. import permissions
from ..enums import Origin
from ..failures import StillCounts
from ..models import Mark, Record
from ..shapes import MODELS
from . import steps
from .steps import Planned
from .wordings import worded


@operation("ledgers.record.enter", may=permissions.can_keep_records)
def enter_record(
    *,
    unit: Unit,
    actor: Actor,
    counts_in: Sequence[str],
    on: datetime.date,
    title: str,
    note: str = "",
    details: Mapping[str, Any] | None = None,
    values: Mapping[str, Any] | None = None,
    drawn_from: UUID | None = None,
    planned: Planned | None = None,
) -> Record:
    """Enter a record once; it counts in the mechanisms ``counts_in``, the first being where it was entered.

    ``details`` are fields of the shape, ``values`` the mechanisms' own by ``<mechanism>.<field>``.
    ``planned``: it was held for that day of a series.

    :raises AlreadyHeld, LeftOut: if that day of the series was recorded before, or is left out.
    :raises NotYet: if the day has not come.
    :raises NotBound, WrongShape: if a mechanism does not fit the unit or the shape.
    :raises Retired: if a mechanism is kept no more.
    :raises WrongValue: if a field does not fit.
    """
    record = MODELS[mechanisms()[counts_in[0]].shape](unit=unit)
    chosen = [steps.fitting(record, code) for code in counts_in]
    steps.filled(record, on=on, title=title, note=note, details=details or {})
    steps.valued(record, chosen, values or {})
    if drawn_from is not None:
        record.origin, record.drawn_from_key = Origin.COPIED, drawn_from
    if planned is not None:
        steps.held_for(record, planned)
    record.save()
    steps.counted(record, counts_in)
    worded(record)
    return record


@operation("ledgers.record.change", may=permissions.can_keep_records)
def change_record(
    *,
    record: Record,
    actor: Actor,
    seen: int,
    on: datetime.date,
    title: str,
    note: str = "",
    details: Mapping[str, Any] | None = None,
    values: Mapping[str, Any] | None = None,
) -> Record:
    """Correct a record; where it counts, its day changes with it.

    :raises Withdrawn: if it was taken out of the ledger.
    :raises NotYet, WrongValue: as when it is entered.
    :raises Retired: if it moves to a day on which a ledger was no longer kept.
    """
    require_standing(record)
    before = record.on
    steps.filled(record, on=on, title=title, note=note, details=details or {})
    codes = list(Mark.objects.filter(record_key=record.key).standing().values_list("mechanism", flat=True))
    if record.on != before:
        steps.require_kept(record, codes)
    record.values = {}
    steps.valued(record, [mechanisms()[code] for code in codes], values or {})
    record.edited_at = timezone.now()
    record.save()
    steps.moved(record)
    worded(record)
    return record


@operation("ledgers.record.count", may=permissions.can_keep_records)
def count_record(
    *,
    record: Record,
    actor: Actor,
    seen: int,
    counts_in: Sequence[str],
    values: Mapping[str, Any] | None = None,
) -> Record:
    """Say anew where the record counts: one activity may be 主题党日 and 党课 at once.

    :raises StillCounts: if it would count nowhere.
    :raises NotBound, WrongShape, WrongValue, Retired: as when it is entered.
    """
    require_standing(record)
    if not counts_in:
        raise StillCounts
    chosen = [steps.fitting(record, code) for code in counts_in]
    steps.valued(record, chosen, {**record.values, **(values or {})})
    record.save()
    gone = Mark.objects.filter(record_key=record.key).standing().exclude(mechanism__in=counts_in)
    left = list(gone)
    for mark in left:
        mark.withdrawn_at = timezone.now()
    Mark.objects.bulk_save(left, ["withdrawn_at"])
    steps.counted(record, counts_in)
    worded(record)
    return record


@operation("ledgers.record.withdraw", may=permissions.can_keep_records)
def withdraw_record(*, record: Record, actor: Actor, seen: int, reason: str) -> Record:
    """Take a record out of every ledger it counts in; it stays to be read.

    :raises Withdrawn: if somebody did so before.
    :raises NoReason: if no reason is given.
    """
    require_standing(record)
    steps.withdraw(record, actor, reason)
    steps.stamped(record, record.withdrawn_at)
    return record


@operation("ledgers.record.restore", may=permissions.can_keep_records)
def restore_record(*, record: Record, actor: Actor, seen: int) -> Record:
    """Put a withdrawn record back where it counted.

    :raises NotWithdrawn: if it stands.
    """
    if record.withdrawn_at is None:
        raise NotWithdrawn
    steps.stamped(record, None, before=record.withdrawn_at)
    record.withdrawn_at, record.withdrawn_by_key, record.withdrawn_reason = None, None, ""
    record.save()
    return record
