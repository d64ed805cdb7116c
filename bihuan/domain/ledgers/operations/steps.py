"""What entering, changing and counting share, whatever the shape."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone

from bihuan.core.registry.mechanisms import Mechanism, mechanisms
from bihuan.core.registry.shapes import shapes
from bihuan.core.text.names import clean_name
from bihuan.domain.organizations.models import Person, Unit
from bihuan.domain.organizations.withdrawing import NoReason, Withdrawable
from bihuan.domain.trail.actor import Actor

from .. import burden
from .. import values as own_values
from ..binding import is_bound
from ..enums import Origin
from ..failures import AlreadyHeld, LeftOut, NotBound, NotYet, Retired, WrongShape, WrongValue
from ..fitting import fit, settle_values
from ..models import Case, Keeping, Mark, Record, Series, SkippedDay
from ..planned import days_between


def filled(record: Record, *, on: datetime.date, title: str, note: str, details: Mapping[str, Any]) -> None:
    """Put what a person filled in into the record.

    :raises NotYet: if the day has not come.
    :raises WrongValue: if the title is empty or hides something, a person or unit is of another tenant, or
        two fields cannot both be right.
    """
    require_past(on)
    record.on, record.note = on, note.strip()
    record.title = line(title, shapes()[record.shape].fields["title"].name)
    for name in record.details:
        if name in details:
            setattr(record, name, details[name])
    _require_own(record)
    fit(record)


@dataclass(frozen=True, slots=True)
class Planned:
    """A day of a series, both named by a page."""

    series: UUID
    day: datetime.date


def held_for(record: Record, planned: Planned) -> None:
    """Note that a new record was held for a planned day.

    :raises AlreadyHeld: if one was before.
    :raises LeftOut: if that day is left out.
    :raises WrongValue: if the unit has no such series, or that plans no such day.
    """
    series = Series.objects.standing().filter(key=planned.series, unit=record.unit).first()
    if series is None or planned.day not in days_between(series, planned.day, planned.day):
        raise WrongValue("系列", "里没有这一天。请刷新系列的页面，从那里再记。")
    same = type(record).objects.standing().filter(series_key=series.key, planned_on=planned.day)
    if same.exists():
        raise AlreadyHeld(planned.day)
    if skipped := SkippedDay.objects.standing().filter(series=series, day=planned.day).first():
        raise LeftOut(planned.day, skipped.reason)
    record.series_key, record.planned_on, record.origin = series.key, planned.day, Origin.SERIES


def require_attachable(record: Record) -> None:
    """:raises WrongValue: if no ledger in which it counts takes attachments, or it is an accusation."""
    if isinstance(record, Case) and record.confined:
        raise WrongValue("附件", "不收：检举控告只记日期、转办文号和接收机关，内容一概不进本系统。")
    codes = Mark.objects.filter(record_key=record.key).values_list("mechanism", flat=True)
    if not any("attachments" in mechanisms()[code].switched_on for code in codes):
        raise WrongValue("附件", "不收：这本台账只记办没办、哪一天，内容一概不进本系统。")


def require_past(on: datetime.date) -> None:
    """:raises NotYet: if the day has not come."""
    if on > timezone.localdate():
        raise NotYet


def line(text: str, label: str, longest: int = 200) -> str:
    """A line of text without what is not seen.

    :raises WrongValue: if nothing readable is left, something is hidden, or it is too long.
    """
    try:
        cleaned = clean_name(text)
    except ValueError as failure:
        raise WrongValue(label, f"不能这样写：{failure}") from None
    if len(cleaned) > longest:
        raise WrongValue(label, f"太长：最多{longest}个字，现有{len(cleaned)}个。")
    return cleaned


def withdraw(row: Withdrawable, actor: Actor, reason: str) -> None:
    """Take a row out of the record.

    :raises NoReason: if no reason is given.
    """
    if not reason.strip():
        raise NoReason
    row.withdrawn_at, row.withdrawn_by_key = timezone.now(), actor.user_key
    row.withdrawn_reason = reason.strip()[:200]
    row.save()


def valued(record: Record, chosen: Iterable[Mechanism], given: Mapping[str, Any]) -> None:
    """Put the mechanisms' own fields into the record; what it holds of other mechanisms stays.

    :raises WrongValue: if one of them does not fit.
    """
    chosen = list(chosen)
    record.values = {**record.values, **own_values.cleaned(chosen, given)}
    settle_values(record, chosen)


def counted(record: Record, codes: Iterable[str]) -> None:
    """Let the record count in these mechanisms; of a new record's the first is where it was entered."""
    marks = {mark.mechanism: mark for mark in Mark.objects.filter(record_key=record.key)}
    for code in codes:
        mark = marks.get(code)
        if mark is None:
            mark = Mark(unit=record.unit, mechanism=code, record_key=record.key, first=not marks)
            marks[code] = mark
        mark.shape, mark.on, mark.withdrawn_at = record.shape, record.on, None
        mark.typed = burden.typed(record, code, first=mark.first)
        mark.save()
        _kept(record.unit, code, record.on)


def fitting(record: Record, code: str) -> Mechanism:
    """The mechanism, if the record can count in it.

    :raises WrongShape: if the mechanism takes records of another shape.
    :raises NotBound: if the record's unit does not do such things.
    :raises Retired: if that is kept no more, and the record does not count there already.
    """
    mechanism = mechanisms()[code]
    if mechanism.shape != record.shape:
        raise WrongShape(mechanism.name)
    if not is_bound(record.unit, mechanism):
        raise NotBound(str(record.unit), mechanism.name)
    if mechanism.is_retired(timezone.localdate()) and not _counts_in(record, code):
        raise Retired(mechanism.name, mechanism.retired)
    return mechanism


def require_kept(record: Record, codes: Iterable[str]) -> None:
    """:raises Retired: if the record moves to a day on which one of these ledgers was no longer kept."""
    for mechanism in (mechanisms()[code] for code in codes):
        if mechanism.is_retired(record.on):
            raise Retired(mechanism.name, mechanism.retired)


def _counts_in(record: Record, code: str) -> bool:
    return Mark.objects.standing().filter(record_key=record.key, mechanism=code).exists()


def moved(record: Record) -> None:
    """A record was corrected: it counts on its new day everywhere, and the fields are counted anew."""
    marks = list(Mark.objects.filter(record_key=record.key))
    for mark in marks:
        mark.on, mark.typed = record.on, burden.typed(record, mark.mechanism, first=mark.first)
    Mark.objects.bulk_save(marks, ["on", "typed"])


def stamped(record: Record, at: datetime.datetime | None, before: datetime.datetime | None = None) -> None:
    """Let the record count no more (``at``), or again where it counted when it was withdrawn (``before``)."""
    marks = list(Mark.objects.filter(record_key=record.key, withdrawn_at=before))
    for mark in marks:
        mark.withdrawn_at = at
    Mark.objects.bulk_save(marks, ["withdrawn_at"])


def _kept(unit: Unit, code: str, on: datetime.date) -> None:
    """With its first record the unit keeps this ledger, from the first day of that month."""
    if not Keeping.objects.filter(unit=unit, mechanism=code).exists():
        Keeping(unit=unit, mechanism=code, since=on.replace(day=1)).save()


def _require_own(record: Record) -> None:
    """:raises WrongValue: if a person or a unit stands in another tenant."""
    path, labels = record.unit.tenant_path, shapes()[record.shape].fields
    for name in record.details:
        row = getattr(record, name)
        if isinstance(row, Person) and row.tenant.path != path:
            raise WrongValue(labels[name].name, "不是本单位的人。请从名册里选。")
        if isinstance(row, Unit) and row.tenant_path != path:
            raise WrongValue(labels[name].name, "不是本单位的机构。请从单位里选。")
