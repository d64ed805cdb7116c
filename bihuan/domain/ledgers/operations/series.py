"""Plan something again and again, and give the plan up. A planned day is no record."""

from __future__ import annotations

import datetime
from typing import Any

from bihuan.core.registry.mechanisms import mechanisms
from bihuan.domain.organizations.models import Unit
from bihuan.domain.organizations.withdrawing import require_standing
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation

from .. import permissions
from ..binding import is_bound
from ..enums import Rhythm
from ..failures import NotBound, SeriesAlongside, SeriesMeets, WrongValue
from ..models import Series
from ..planned import days_between, meeting
from . import steps

#: No plan reaches further.
LONGEST = datetime.timedelta(days=3 * 366)


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
    :raises WrongValue: if the days cannot be right.
    :raises SeriesMeets: if another series of the mechanism plans the same day.
    :raises SeriesAlongside: if another one runs at the time and that was not said to be meant.
    """
    chosen = mechanisms()[mechanism]
    if not is_bound(unit, chosen) or "series" not in chosen.switched_on:
        raise NotBound(str(unit), chosen.name)
    series = Series(unit=unit, mechanism=mechanism, rhythm=rhythm, since=since, until=until, **fields)
    series.title = steps.line(title, "标题")
    _require_right(series)
    for other in _others(series):
        if day := meeting(series, other):
            raise SeriesMeets(other.title, day)
        if not alongside:
            raise SeriesAlongside(other.title, other.since, other.until)
    series.save()
    return series


@operation("ledgers.series.withdraw", may=permissions.can_keep_records)
def withdraw_series(*, series: Series, actor: Actor, seen: int, reason: str) -> Series:
    """Give a plan up; what was held stays.

    :raises NoReason: if none is given.
    """
    require_standing(series)
    steps.withdraw(series, actor, reason)
    return series


def _require_right(series: Series) -> None:
    if series.until < series.since:
        raise WrongValue("到哪天止", "在开始之前，请核对。")
    if series.until - series.since > LONGEST:
        raise WrongValue("到哪天止", "太远：一个系列最多排三年。")
    if not 1 <= series.every <= 12:
        raise WrongValue("间隔", "应在1到12之间。")
    needed = {
        Rhythm.WEEKS: ("weekday",),
        Rhythm.MONTH_WEEKDAY: ("nth", "weekday"),
        Rhythm.MONTH_DAY: ("day",),
    }
    if any(getattr(series, name) is None for name in needed[Rhythm(series.rhythm)]):
        raise WrongValue("哪几天", "没有填完整：按星期的要选星期几，按日期的要填几号。")
    if series.day is not None and not 1 <= series.day <= 31:
        raise WrongValue("几号", "应在1到31之间；当月没有这一天的，排在月末。")
    if not days_between(series, series.since, series.until):
        raise WrongValue("到哪天止", "以前一次也排不上，请放长一些。")


def _others(series: Series) -> list[Series]:
    same = Series.objects.standing().filter(unit=series.unit, mechanism=series.mechanism)
    return list(same.filter(since__lte=series.until, until__gte=series.since).order_by("since", "pk"))
