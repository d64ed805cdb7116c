"""Planned days of series, and which of them were held: a planned day is no record."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from bihuan.core.planning.series import days_of

from .models import Activity, Series


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A planned day of a series; ``activity`` is what was held for it, on that day or another."""

    series: Series
    day: datetime.date
    activity: Activity | None

    def is_overdue(self, today: datetime.date) -> bool:
        """The day has passed, and nobody said that it was held."""
        return self.activity is None and self.day < today


def occurrences(series: Iterable[Series], since: datetime.date, until: datetime.date) -> list[Occurrence]:
    """The planned days from ``since`` to ``until``, both included, in order: one query."""
    planned = list(series)
    held = Activity.objects.filter(
        series_key__in=[each.key for each in planned],
        planned_on__range=(since, until),
        withdrawn_at=None,
    )
    by_day: dict[tuple[UUID | None, datetime.date | None], Activity] = {
        (activity.series_key, activity.planned_on): activity for activity in held.select_related("unit")
    }
    found = [
        Occurrence(each, day, by_day.get((each.key, day)))
        for each in planned
        for day in days_between(each, since, until)
    ]
    return sorted(found, key=lambda one: (one.day, one.series.pk))


def days_between(series: Series, since: datetime.date, until: datetime.date) -> list[datetime.date]:
    """The series' days in the range. They are counted from its own beginning."""
    days = days_of(series.pattern, series.since, min(until, series.until))
    return [day for day in days if day >= since]


def meeting(one: Series, other: Series) -> datetime.date | None:
    """The first day that both plan."""
    since, until = max(one.since, other.since), min(one.until, other.until)
    common = set(days_between(one, since, until)) & set(days_between(other, since, until))
    return min(common, default=None)
