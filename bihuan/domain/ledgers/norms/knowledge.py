"""What the database knows of some units in a year: a query for each table, however many units."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from bihuan.core.norms.known import Excused, Hours, Known, Ledger, Member, Record, Setting
from bihuan.domain.organizations.models import BranchMembership, Unit, UnitQuerySet
from bihuan.domain.profiles.queries import worth_in

from ..binding import kinds_of
from ..models import Exemption, Keeping, Mark
from . import asked, attended, parted

#: A unit and a mechanism.
At = tuple[int, str]


@dataclass(slots=True)
class _Rows:
    """Rows by the unit and mechanism that they belong to."""

    kept: dict[At, datetime.date] = field(default_factory=dict)
    records: dict[At, list[Record]] = field(default_factory=lambda: defaultdict(list))
    hours: dict[At, list[Hours]] = field(default_factory=lambda: defaultdict(list))
    excused: dict[At, list[Excused]] = field(default_factory=lambda: defaultdict(list))


def known_of(units: UnitQuerySet, year: int) -> dict[Unit, Known]:
    """What is known of the units, by unit, as far as the year's norms ask."""
    since, until = datetime.date(year, 1, 1), datetime.date(year + 1, 1, 1)
    rows = _Rows()
    _add_records(rows, units, since, until)
    for row in Keeping.objects.filter(unit__in=units).order_by():
        rows.kept[row.unit_id, row.mechanism] = row.since
    for row in Exemption.objects.filter(unit__in=units, since__lt=until, until__gt=since).standing():
        rows.excused[row.unit_id, row.mechanism].append(Excused(row.since, row.until, row.reason))
    members = _members(units)
    ledgers, worth = _ledgers(rows), worth_in(units)
    return {
        unit: Known(
            kinds=kinds_of(unit),
            founded=unit.founded_on,
            closed=unit.closed_on,
            members=members.get(unit.pk, ()),
            ledgers=ledgers.get(unit.pk, {}),
            settings={
                norm: Setting(said.adopted, said.at_least) for norm, said in worth.get(unit.pk, {}).items()
            },
        )
        for unit in units
    }


def _add_records(rows: _Rows, units: UnitQuerySet, since: datetime.date, until: datetime.date) -> None:
    marks = Mark.objects.filter(unit__in=units, on__gte=since, on__lt=until).standing().order_by()
    meetings = attended.counted(marks.filter(mechanism__in=asked.with_quorum()).values("record_key"))
    attendance = {key: (due, present) for key, due, present in meetings.values_list("key", "due", "present")}
    answers = parted.answers_of(marks)
    mechanisms: dict[UUID, list[str]] = defaultdict(list)
    for unit, mechanism, on, key in marks.values_list("unit_id", "mechanism", "on", "record_key"):
        rows.records[unit, mechanism].append(Record(on, *attendance.get(key, ())))
        mechanisms[key].append(mechanism)
        for norm, presence in parted.parts_of(mechanism, answers.get(key, {})):
            rows.records[unit, norm.counts].append(Record(on, *presence))
    _add_hours(rows, mechanisms, units, since, until)


def _add_hours(
    rows: _Rows,
    mechanisms: Mapping[UUID, Sequence[str]],
    units: UnitQuerySet,
    since: datetime.date,
    until: datetime.date,
) -> None:
    found = attended.hours(units, since, until).values_list(
        "unit_id", "activity__key", "activity_id", "person_id", "activity__on", "activity__hours"
    )
    for unit, key, activity, person, on, hours in found:
        for mechanism in mechanisms.get(key, ()):
            rows.hours[unit, mechanism].append(Hours(person, activity, on, hours))


def _members(units: UnitQuerySet) -> dict[int, list[Member]]:
    members: dict[int, list[Member]] = defaultdict(list)
    for row in BranchMembership.objects.filter(unit__in=units, withdrawn_at=None).order_by():
        members[row.unit_id].append(Member(row.person_id, row.since, row.until))
    return members


def _ledgers(rows: _Rows) -> dict[int, dict[str, Ledger]]:
    ledgers: dict[int, dict[str, Ledger]] = defaultdict(dict)
    for at in {*rows.kept, *rows.records, *rows.hours, *rows.excused}:
        unit, mechanism = at
        ledgers[unit][mechanism] = Ledger(
            kept_since=rows.kept.get(at),
            records=rows.records.get(at, ()),
            hours=rows.hours.get(at, ()),
            excused=rows.excused.get(at, ()),
        )
    return ledgers
