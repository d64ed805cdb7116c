"""A snapshot of the ledgers as Parquet files, to judge thousands of units at once, here or on a cluster.

It holds no names and no wording: units, persons and records are numbers. Rows are streamed, so that the
database's size does not matter; days are taken as text, which the engine reads faster than Python does.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from django.db.models import CharField, Expression, QuerySet
from django.db.models.functions import Cast

from bihuan.core.norms import embedded
from bihuan.core.norms.tables import Row
from bihuan.domain.organizations.models import BranchMembership, Unit, UnitQuerySet
from bihuan.domain.profiles.queries import worth_in

from ..binding import BODIES
from ..models import Exemption, Keeping, Mark
from . import asked, attended, parted

ROWS_AT_A_TIME = 20_000


def write(folder: Path, units: UnitQuerySet, year: int, *, today: datetime.date) -> None:
    """Write what is known of the units, and what the year's norms ask of them."""
    write_known(folder, units, year)
    embedded.write_question(folder, asked.windows(year), today=today)


def write_known(folder: Path, units: UnitQuerySet, year: int) -> None:
    """Write what is known of the units in the year, whatever will be asked."""
    since, until = datetime.date(year, 1, 1), datetime.date(year + 1, 1, 1)
    marks = Mark.objects.filter(unit__in=units, on__gte=since, on__lt=until).standing().order_by()
    memberships = BranchMembership.objects.filter(unit__in=units, withdrawn_at=None).order_by()
    excuses = Exemption.objects.filter(unit__in=units, since__lt=until, until__gt=since).standing()
    keepings = Keeping.objects.filter(unit__in=units).order_by()
    known = {
        "units": map(_unit, units),
        "members": _rows(memberships, "unit_id", "person_id", _day("since"), _day("until")),
        "keepings": _rows(keepings, "unit_id", "mechanism", _day("since")),
        "excuses": _rows(excuses, "unit_id", "mechanism", _day("since"), _day("until")),
        "settings": _settings(units),
        "records": chain(_rows(marks, "unit_id", "mechanism", _day("on")), _parts(marks, meetings=False)),
        "meetings": chain(_meetings(marks), _parts(marks, meetings=True)),
        "hours": _hours(marks, units, since, until),
    }
    embedded.write_snapshot(folder, known)


def _unit(unit: Unit) -> Row:
    body = BODIES.get(unit.leading_body, unit.kind)
    return unit.pk, unit.kind, body, unit.founded_on, unit.closed_on


def _settings(units: UnitQuerySet) -> Iterator[Row]:
    for unit, worth in worth_in(units).items():
        yield from ((unit, norm, said.adopted, said.at_least) for norm, said in worth.items())


def _meetings(marks: QuerySet[Mark]) -> Iterator[Row]:
    """A query for each mechanism that asks for a quorum: marks name their records by key only."""
    for code in sorted(asked.with_quorum()):
        keys = marks.filter(mechanism=code).values("record_key")
        attendance = {
            key: counts for key, *counts in attended.counted(keys).values_list("key", "due", "present")
        }
        found = marks.filter(mechanism=code).values_list("unit_id", "mechanism", _day("on"), "record_key")
        for *row, key in found.iterator(ROWS_AT_A_TIME):
            yield *row, *attendance.get(key, (None, None))


def _parts(marks: QuerySet[Mark], *, meetings: bool) -> Iterator[Row]:
    """Records once more for every norm that looks at some of them, or at what each of them answers."""
    for code in asked.of_parts():
        of_mechanism = marks.filter(mechanism=code)
        answers = parted.answers_of(of_mechanism)
        found = of_mechanism.values_list("unit_id", _day("on"), "record_key")
        for unit, day, key in found.iterator(ROWS_AT_A_TIME):
            for norm, presence in parted.parts_of(code, answers.get(key, {})):
                if bool(presence) == meetings:
                    yield unit, norm.counts, day, *presence


def _hours(
    marks: QuerySet[Mark], units: UnitQuerySet, since: datetime.date, until: datetime.date
) -> Iterator[Row]:
    found = attended.hours(units, since, until)
    for code in sorted(asked.with_hours()):
        of_mechanism = found.filter(activity__key__in=marks.filter(mechanism=code).values("record_key"))
        for unit, *row in _rows(
            of_mechanism, "unit_id", "person_id", "activity_id", _day("activity__on"), "activity__hours"
        ):
            yield unit, code, *row


def _rows(found: QuerySet, *columns: str | Expression) -> Iterator[Row]:
    return found.values_list(*columns).iterator(ROWS_AT_A_TIME)


def _day(column: str) -> Expression:
    return Cast(column, CharField())
