"""Say that one planned day of a series is left out, and why; take it back."""

from __future__ import annotations

import datetime

from bihuan.domain.organizations.withdrawing import require_standing
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation

from .. import permissions
from ..failures import AlreadyHeld, LeftOut, WrongValue
from ..models import Activity, Series, SkippedDay
from ..planned import days_between
from . import steps


@operation("ledgers.series.skip", may=permissions.can_keep_records)
def skip_day(*, series: Series, actor: Actor, seen: int, day: datetime.date, reason: str) -> SkippedDay:
    """Leave one planned day out; the others stay planned.

    :raises WrongValue: if the series plans no such day, or no reason is given.
    :raises AlreadyHeld: if it was held.
    :raises LeftOut: if it is left out already.
    """
    require_standing(series)
    if not days_between(series, day, day):
        raise WrongValue("日期", "不在这个系列里。请刷新系列的页面，从那里再选。")
    if Activity.objects.standing().filter(series_key=series.key, planned_on=day).exists():
        raise AlreadyHeld(day)
    if found := SkippedDay.objects.standing().filter(series=series, day=day).first():
        raise LeftOut(day, found.reason)
    skipped = SkippedDay(unit=series.unit, series=series, day=day, reason=steps.line(reason, "理由"))
    skipped.save()
    return skipped


@operation("ledgers.series.take-up", may=permissions.can_keep_records)
def take_up_day(*, skipped: SkippedDay, actor: Actor, seen: int) -> SkippedDay:
    """Plan a day again that was left out."""
    require_standing(skipped)
    steps.withdraw(skipped, actor, "照原定开展")
    return skipped
