"""Ledgers written straight into the tables: what norms read, whichever operations will write it."""

from __future__ import annotations

import datetime
import random
import uuid
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Model, QuerySet

from bihuan.core.registry.mechanisms import Mechanism, mechanisms
from bihuan.domain.ledgers.binding import mechanisms_of
from bihuan.domain.ledgers.enums import AttendanceState
from bihuan.domain.ledgers.models import Activity, Attendance, Exemption, Keeping, Mark, RegisterEntry
from bihuan.domain.organizations.models import BranchMembership, Person, Unit


def write(model: type[Model], rows: Iterable[Model]) -> list[Model]:
    return QuerySet(model).bulk_create(list(rows))


def activity(
    unit: Unit,
    on: datetime.date,
    counts_in: Sequence[str],
    *,
    attended: dict[Person, str] | None = None,
    hours: str | None = None,
    title: str = "一次活动",
    **fields: Any,
) -> Activity:
    given = Activity(unit=unit, on=on, title=title, hours=hours and Decimal(hours), **fields)
    (record,) = write(Activity, [given])
    mark(unit, on, counts_in, record.key)
    states = (attended or {}).items()
    write(Attendance, [Attendance(unit=unit, activity=record, person=who, state=how) for who, how in states])
    return record


def entry(unit: Unit, on: datetime.date, mechanism: str, values: dict[str, str | bool]) -> RegisterEntry:
    (record,) = write(RegisterEntry, [RegisterEntry(unit=unit, on=on, title="一行", values=values)])
    mark(unit, on, [mechanism], record.key)
    return record


def mark(unit: Unit, on: datetime.date, counts_in: Sequence[str], key: uuid.UUID | None = None) -> None:
    """A record counts in its mechanisms; of shapes other than activities the mark alone is written."""
    same = {"unit": unit, "on": on, "record_key": key or uuid.uuid4()}
    shape = mechanisms()[counts_in[0]].shape
    write(Mark, [Mark(**same, mechanism=code, shape=shape, first=code == counts_in[0]) for code in counts_in])


def keeping(unit: Unit, mechanism: str, since: datetime.date) -> None:
    write(Keeping, [Keeping(unit=unit, mechanism=mechanism, since=since)])


def exemption(unit: Unit, mechanism: str, since: datetime.date, until: datetime.date, reason: str) -> None:
    write(Exemption, [Exemption(unit=unit, mechanism=mechanism, since=since, until=until, reason=reason)])


class Lot:
    """A year in the life of some units, drawn by lot: with gaps, excuses, missing lists and planned days."""

    def __init__(self, seed: int, year: int, people: Sequence[Person]) -> None:
        self.draw = random.Random(seed)
        self.new_year = datetime.date(year, 1, 1)
        self.people = people

    def fill(self, units: Sequence[Unit]) -> None:
        for person in self.people:
            self.member(self.draw.choice(units), person)
        for unit in units:
            for mechanism in mechanisms_of([unit]):
                self.ledger(unit, mechanism)

    def member(self, unit: Unit, person: Person) -> None:
        since, until = self.draw.choice([None, self.new_year, self.day()]), None
        if since is not None and self.draw.random() < 0.5:
            until = since + datetime.timedelta(days=500)
        write(BranchMembership, [BranchMembership(unit=unit, person=person, since=since, until=until)])

    def ledger(self, unit: Unit, mechanism: Mechanism) -> None:
        if self.draw.random() < 0.7:
            keeping(unit, mechanism.code, self.draw.choice([self.new_year, self.day()]))
        if self.draw.random() < 0.2:
            since = self.day()
            until = since + datetime.timedelta(days=self.draw.randrange(1, 90))
            exemption(unit, mechanism.code, since, until, "集中外出执行任务")
        for _ in range(self.draw.randrange(12)):
            self.record(unit, mechanism)

    def record(self, unit: Unit, mechanism: Mechanism) -> None:
        counts_in = [mechanism.code, *(code for code in mechanism.also if self.draw.random() < 0.3)]
        values = self.answers(counts_in)
        if mechanism.shape == "register":
            entry(unit, self.day(), mechanism.code, values)
            return
        if mechanism.shape != "activity":
            mark(unit, self.day(), counts_in)
            return
        attended = {person: self.draw.choice(AttendanceState.values) for person in self.people}
        activity(
            unit,
            self.day(),
            counts_in,
            attended=attended if self.draw.random() < 0.7 else None,
            hours=self.draw.choice([None, "4", "7.5"]),
            values=values,
        )

    def answers(self, counts_in: Sequence[str]) -> dict[str, str | bool]:
        """Some of the questions of the mechanisms that have a few answers only."""
        given: dict[str, str | bool] = {}
        for code in counts_in:
            for field in mechanisms()[code].fields.values():
                answers = [True, False] if field.kind == "yes_no" else list(field.choices)
                if answers and self.draw.random() < 0.8:
                    given[f"{code}.{field.code}"] = self.draw.choice(answers)
        return given

    def day(self) -> datetime.date:
        return self.new_year + datetime.timedelta(days=self.draw.randrange(-40, 400))
