"""Plan something again and again, change the plan from today on, give it up. A planned day is no record."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone

from bihuan.core.registry.mechanisms import Mechanism, mechanisms
from bihuan.domain.organizations.models import Unit
from bihuan.domain.organizations.withdrawing import require_standing
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation

from .. import permissions
from ..binding import is_bound
from ..failures import CarriedOn, NotBound, Retired, SeriesAlongside, SeriesMeets, SeriesOver, WrongValue
from ..fitting.series import require_right
from ..models import Series, SkippedDay
from ..planned import chain_of, days_between, last_held, meeting, others_of
from . import steps

ONE_DAY = datetime.timedelta(days=1)
#: What a day of a series is: if it changes, the days before are left as they were.
OF_A_DAY = ("rhythm", "every", "weekday", "nth", "day", "starts", "place")


@operation("ledgers.series.plan", may=permissions.can_keep_records)
def plan_series(
    *,
    unit: Unit,
    actor: Actor,
    mechanism: str,
    title: str,
    rhythm: str,
    since: datetime.date,
    until: datetime.date,
    alongside: bool = False,
    **fields: Any,
) -> Series:
    """Plan a mechanism's days in a unit. ``alongside``: another series runs at the time, and should.

    :raises NotBound: if the unit does not do such things, or they cannot be planned.
    :raises Retired: if they are kept no more.
    :raises WrongValue: if the days cannot be right.
    :raises SeriesMeets: if another series of the mechanism plans the same day.
    :raises SeriesAlongside: if another one runs at the time and that was not said to be meant.
    """
    chosen = mechanisms()[mechanism]
    if not is_bound(unit, chosen) or "series" not in chosen.switched_on:
        raise NotBound(str(unit), chosen.name)
    _require_kept(chosen)
    series = Series(unit=unit, mechanism=mechanism, rhythm=rhythm, since=since, until=until, **fields)
    series.title = steps.line(title, "标题")
    require_right(series)
    _require_apart(series, alongside=alongside)
    series.save()
    return series


@operation("ledgers.series.change", may=permissions.can_keep_records)
def change_series(
    *,
    series: Series,
    actor: Actor,
    seen: int,
    title: str,
    until: datetime.date,
    alongside: bool = False,
    **fields: Any,
) -> Series:
    """Change a plan from today on, or from the day after the last one that was held, if that is later.

    The days before stay as they were planned: if what a day is changes, another series carries on from there.

    :raises CarriedOn: if another one carries it on already.
    :raises Retired: if the mechanism is kept no more.
    :raises SeriesOver: if it is over.
    :raises WrongValue: if the days cannot be right.
    :raises SeriesMeets, SeriesAlongside: as when it is planned.
    """
    require_standing(series)
    if Series.objects.standing().filter(follows=series).exists():
        raise CarriedOn(series.title)
    _require_kept(mechanisms()[series.mechanism])
    begins = _begins(series)
    if series.until < begins:
        raise SeriesOver(series.title)
    if until < begins:
        raise WrongValue("到哪天止", f"应在{begins:%Y-%m-%d}以后；整个不办了，请撤回这个系列。")
    changed = _changed(series, begins, fields)
    changed.title, changed.until = steps.line(title, "标题"), until
    require_right(changed)
    _require_apart(changed, alongside=alongside)
    changed.save()
    if changed.pk != series.pk:
        _carry_over(series, changed)
    return changed


@operation("ledgers.series.withdraw", may=permissions.can_keep_records)
def withdraw_series(*, series: Series, actor: Actor, seen: int, reason: str) -> Series:
    """Give a plan up, with all that it was before it was changed; what was held stays.

    :raises NoReason: if none is given.
    :raises CarriedOn: if another one carries it on: that one is given up.
    """
    require_standing(series)
    if Series.objects.standing().filter(follows=series).exists():
        raise CarriedOn(series.title)
    for each in chain_of(series):
        steps.withdraw(each, actor, reason)
    return series


def _require_kept(mechanism: Mechanism) -> None:
    if mechanism.is_retired(timezone.localdate()):
        raise Retired(mechanism.name, mechanism.retired)


def _begins(series: Series) -> datetime.date:
    """From when on a change may hold: what became a record, and what is past, is not planned anew."""
    today, held = timezone.localdate(), last_held(series)
    return max(today, series.since, held + ONE_DAY if held else today)


def _changed(series: Series, begins: datetime.date, fields: dict[str, Any]) -> Series:
    """The series itself, or the one that carries it on from that day."""
    if all(getattr(series, name) == fields.get(name, getattr(series, name)) for name in OF_A_DAY):
        return series
    changed = series
    if series.since < begins and days_between(series, series.since, begins - ONE_DAY):
        series.until = begins - ONE_DAY
        series.save()
        changed = Series(unit=series.unit, mechanism=series.mechanism, follows=series)
        for name in OF_A_DAY:
            setattr(changed, name, getattr(series, name))
    changed.since = begins
    for name in OF_A_DAY:
        setattr(changed, name, fields.get(name, getattr(series, name)))
    return changed


def _carry_over(series: Series, changed: Series) -> None:
    """Days that are left out stay so, if they are planned again."""
    for skipped in SkippedDay.objects.standing().filter(series=series, day__gte=changed.since):
        skipped.series = changed
        skipped.save()


def _require_apart(series: Series, *, alongside: bool) -> None:
    """:raises SeriesMeets, SeriesAlongside: if another series is in the way."""
    for other in others_of(series):
        if day := meeting(series, other):
            raise SeriesMeets(other.title, day)
        if not alongside:
            raise SeriesAlongside(other.title, other.since, other.until)
