"""What cannot be right in a series."""

from __future__ import annotations

import datetime

from ..enums import Rhythm
from ..failures import WrongValue
from ..models import Series
from ..planned import days_between

#: No plan reaches further.
LONGEST = datetime.timedelta(days=3 * 366)
NEEDED = {
    Rhythm.WEEKS: ("weekday",),
    Rhythm.MONTH_WEEKDAY: ("nth", "weekday"),
    Rhythm.MONTH_DAY: ("day",),
}


def require_right(series: Series) -> None:
    """:raises WrongValue: if the days cannot be right."""
    if series.until < series.since:
        raise WrongValue("到哪天止", "在开始之前，请核对。")
    if series.until - series.since > LONGEST:
        raise WrongValue("到哪天止", "太远：一个系列最多排三年。")
    if not 1 <= series.every <= 12:
        raise WrongValue("间隔", "应在1到12之间。")
    if any(getattr(series, name) is None for name in NEEDED[Rhythm(series.rhythm)]):
        raise WrongValue("哪几天", "没有填完整：按星期的要选星期几，按日期的要填几号。")
    if series.day is not None and not 1 <= series.day <= 31:
        raise WrongValue("几号", "应在1到31之间；当月没有这一天的，排在月末。")
    if not days_between(series, series.since, series.until):
        raise WrongValue("到哪天止", "以前一次也排不上，请放长一些。")
