"""A year of a unit: for every mechanism and month, what was held, or why nothing is there."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count
from django.db.models.functions import ExtractMonth

from bihuan.core.registry.mechanisms import Mechanism, mechanisms
from bihuan.domain.organizations.models import Unit

from .binding import is_bound
from .models import Exemption, Keeping, Mark

Span = tuple[datetime.date, datetime.date]
MONTHS = range(1, 13)


class State(StrEnum):
    HELD = "held"
    NONE = "none"
    EXCUSED = "excused"
    NOT_KEPT = "not_kept"
    NOT_FOUNDED = "not_founded"
    CLOSED = "closed"
    RETIRED = "retired"
    FUTURE = "future"


@dataclass(frozen=True, slots=True)
class Month:
    """``count`` records that count in a mechanism; where there are none, ``state`` says why."""

    number: int
    count: int
    state: State


@dataclass(frozen=True, slots=True)
class Row:
    mechanism: Mechanism
    months: tuple[Month, ...]

    @property
    def count(self) -> int:
        return sum(month.count for month in self.months)


def year_of(unit: Unit, year: int, *, today: datetime.date) -> list[Row]:
    """A row for every mechanism that binds the unit or one below it: four queries, however many."""
    books = _Books(unit.path, year)
    bound = {code: books.bound(mechanism) for code, mechanism in mechanisms().items()}
    return [
        Row(mechanisms()[code], tuple(books.month(code, units, number, today) for number in MONTHS))
        for code, units in bound.items()
        if (units and not mechanisms()[code].is_retired(datetime.date(year, 1, 1))) or books.counts[code]
    ]


class _Books:
    """What the units at a path and below it kept in a year."""

    def __init__(self, path: str, year: int) -> None:
        self.year = year
        since, until = datetime.date(year, 1, 1), datetime.date(year + 1, 1, 1)
        units = Unit.objects.within([path]).existing(since, until)
        self.units = list(units.only("kind", "leading_body", "founded_on", "closed_on").order_by())
        self.counts: dict[str, dict[int, int]] = defaultdict(dict)
        marks = Mark.objects.within([path]).standing().filter(on__gte=since, on__lt=until).order_by()
        by_month = marks.values("mechanism", month=ExtractMonth("on")).annotate(count=Count("pk"))
        for row in by_month:
            self.counts[row["mechanism"]][row["month"]] = row["count"]
        kept = Keeping.objects.within([path]).values_list("mechanism", "unit_id", "since")
        self._kept = {(mechanism, unit): day for mechanism, unit, day in kept}
        self._excused: dict[tuple[str, int], list[Span]] = defaultdict(list)
        excused = Exemption.objects.within([path]).standing().filter(since__lt=until, until__gt=since)
        for mechanism, unit, begins, ends in excused.values_list("mechanism", "unit_id", "since", "until"):
            self._excused[mechanism, unit].append((begins, ends))

    def bound(self, mechanism: Mechanism) -> list[Unit]:
        return [unit for unit in self.units if is_bound(unit, mechanism)]

    def month(self, code: str, units: list[Unit], number: int, today: datetime.date) -> Month:
        count = self.counts[code].get(number, 0)
        since = datetime.date(self.year, number, 1)
        return Month(number, count, State.HELD if count else self._empty(code, units, since, today))

    def _empty(self, code: str, units: list[Unit], since: datetime.date, today: datetime.date) -> State:
        """Why a month is empty: nobody there, all of them excused, or kept by none of the others."""
        if since > today:
            return State.FUTURE
        if mechanisms()[code].is_retired(since):
            return State.RETIRED
        until = datetime.date(since.year + since.month // 12, since.month % 12 + 1, 1)
        there = [unit.pk for unit in units if unit.stood_in(since, until)]
        left = [unit for unit in there if not self._is_excused(code, unit, since, until)]
        if units and not there:
            return State.CLOSED if all(_is_over(unit, since) for unit in units) else State.NOT_FOUNDED
        if there and not left:
            return State.EXCUSED
        kept = any(self._kept.get((code, unit), until) < until for unit in left)
        return State.NONE if kept else State.NOT_KEPT

    def _is_excused(self, code: str, unit: int, since: datetime.date, until: datetime.date) -> bool:
        return any(begins <= since and ends >= until for begins, ends in self._excused[code, unit])


def _is_over(unit: Unit, day: datetime.date) -> bool:
    return unit.closed_on is not None and unit.closed_on <= day
