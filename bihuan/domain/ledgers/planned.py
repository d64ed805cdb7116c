"""Planned days of series, and which of them were held: a planned day is no record."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max

from bihuan.core.planning.series import days_of
from bihuan.core.registry.mechanisms import mechanisms

from .models import Activity, Series, SkippedDay


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A planned day of a series; ``activity`` is what was held for it, on that day or another.

    ``skipped``: it is left out, with a reason.
    """

    series: Series
    day: datetime.date
    activity: Activity | None
    skipped: SkippedDay | None = None

    def is_overdue(self, today: datetime.date) -> bool:
        """The day has passed, and nobody said that it was held."""
        return self.activity is None and self.skipped is None and self.day < today


def occurrences(series: Iterable[Series], since: datetime.date, until: datetime.date) -> list[Occurrence]:
    """The planned days from ``since`` to ``until``, both included, in order: two queries."""
    planned = list(series)
    held = Activity.objects.filter(
        series_key__in=[each.key for each in planned],
        planned_on__range=(since, until),
        withdrawn_at=None,
    )
    by_day: dict[tuple[UUID | None, datetime.date | None], Activity] = {
        (activity.series_key, activity.planned_on): activity for activity in held.select_related("unit")
    }
    left_out = SkippedDay.objects.standing().filter(series__in=planned, day__range=(since, until))
    skipped = {(row.series_id, row.day): row for row in left_out}
    found = [
        Occurrence(each, day, by_day.get((each.key, day)), skipped.get((each.pk, day)))
        for each in planned
        for day in days_between(each, since, until)
    ]
    return sorted(found, key=lambda one: (one.day, one.series.pk))


def days_between(series: Series, since: datetime.date, until: datetime.date) -> list[datetime.date]:
    """The series' days in the range, counted from its own beginning, as long as the mechanism is kept."""
    last = min(until, series.until, mechanisms()[series.mechanism].retired or series.until)
    days = days_of(series.pattern, series.since, last)
    return [day for day in days if day >= since]


def meeting(one: Series, other: Series) -> datetime.date | None:
    """The first day that both plan."""
    since, until = max(one.since, other.since), min(one.until, other.until)
    common = set(days_between(one, since, until)) & set(days_between(other, since, until))
    return min(common, default=None)


def others_of(series: Series) -> list[Series]:
    """The unit's other series of the mechanism that run at the time, those aside that it carries on."""
    same = Series.objects.standing().filter(unit=series.unit, mechanism=series.mechanism)
    own = {each.pk for each in chain_of(series)}
    found = same.filter(since__lte=series.until, until__gte=series.since).order_by("since", "pk")
    return [each for each in found if each.pk not in own]


def chain_of(series: Series) -> list[Series]:
    """The series, and what it was before it was changed, the latest first."""
    chain = [series]
    while chain[-1].follows is not None:
        chain.append(chain[-1].follows)
    return chain


def last_held(series: Series) -> datetime.date | None:
    """The last planned day that was recorded."""
    held = Activity.objects.standing().filter(series_key=series.key)
    return held.aggregate(last=Max("planned_on"))["last"]


def chains(series: Iterable[Series]) -> list[list[Series]]:
    """The series, each with what it was before, the latest first; in the order in which they came."""
    found = list(series)
    by_number = {each.pk: each for each in found}
    followed = {each.follows_id for each in found}
    return [_back(each, by_number) for each in found if each.pk not in followed]


def _back(series: Series, by_number: Mapping[int, Series]) -> list[Series]:
    chain = [series]
    while (earlier := by_number.get(chain[-1].follows_id or 0)) is not None:
        chain.append(earlier)
    return chain
