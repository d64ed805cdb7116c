"""The records of a month and what is planned in it, day by day."""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bihuan.core.registry.mechanisms import Mechanism, mechanisms
from bihuan.domain.ledgers import queries
from bihuan.domain.ledgers.models import Mark, Record
from bihuan.domain.ledgers.planned import Occurrence, occurrences
from bihuan.domain.ledgers.shapes import MODELS
from bihuan.domain.organizations.models import Unit
from bihuan.web.facts.period import key_in

#: A month of a large tree is narrowed to one unit before it is of use; so many records are shown at most.
MOST = 400


@dataclass(slots=True)
class Day:
    """A day with its records, each with its mechanisms, and what was planned and not recorded yet."""

    day: datetime.date
    records: list[tuple[Record, list[Mechanism]]] = field(default_factory=list)
    planned: list[tuple[Occurrence, Mechanism]] = field(default_factory=list)


@require_safe
def record_calendar(request: HttpRequest) -> HttpResponse:
    """:raises Http404: for whoever reads no records at all."""
    paths = request.actor.paths_for("records.read")
    if not paths:
        raise Http404
    first, unit = _month(request.GET), key_in(request.GET, "unit")
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    days = {day: Day(day) for day in _days(first, last)}
    marks = queries.marks_visible_to(request.actor).filter(on__range=(first, last)).order_by("-first", "pk")
    series = queries.series_visible_to(request.actor)
    units = Unit.objects.within(paths).filter(pk__in=marks.order_by().values("unit")).order_by("path")
    if unit:
        marks, series = marks.filter(unit__key=unit), series.filter(unit__key=unit)
    more = _put_records(request, days, marks[: MOST + 1])
    for one in occurrences(series, first, last):
        if one.activity is None and one.skipped is None:
            days[one.day].planned.append((one, mechanisms()[one.series.mechanism]))
    context = {
        "first": first,
        "weeks": _weeks(first, days),
        "days": [day for day in days.values() if day.records or day.planned],
        "units": list(units[:200]),
        "unit": unit,
        "more": more,
        "today": timezone.localdate(),
        "before": first - datetime.timedelta(days=1),
        "after": last + datetime.timedelta(days=1),
    }
    return render(request, "mechanisms/calendar.html", context)


def _put_records(request: HttpRequest, days: dict[datetime.date, Day], marks: Any) -> bool:
    """Put each record on its day once, with all its mechanisms; whether there were too many."""
    found: list[Mark] = list(marks)
    codes: dict[Any, list[Mechanism]] = {}
    for mark in found[:MOST]:
        codes.setdefault(mark.record_key, []).append(mechanisms()[mark.mechanism])
    for shape in sorted({mark.shape for mark in found}):
        if shape in MODELS:
            records = queries.records_visible_to(request.actor, shape).filter(key__in=codes)
            for record in records.order_by("on", "pk"):
                days[record.on].records.append((record, codes[record.key]))
    return len(found) > MOST


def _month(query: QueryDict) -> datetime.date:
    """The first day of the month that the address names, or of this one."""
    try:
        return datetime.date.fromisoformat(f"{query.get('month', '')}-01")
    except ValueError:
        return timezone.localdate().replace(day=1)


def _days(first: datetime.date, last: datetime.date) -> list[datetime.date]:
    return [first.replace(day=number) for number in range(1, last.day + 1)]


def _weeks(first: datetime.date, days: dict[datetime.date, Day]) -> list[list[Day | None]]:
    """The month as rows of seven, Monday first; empty before it begins and after it ends."""
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    return [[days.get(day) for day in week] for week in weeks]
