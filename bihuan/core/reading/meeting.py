"""The day on which the meeting was held that a report tells of."""

from __future__ import annotations

import datetime
import re

from bihuan.core.text import dates

#: A report says it before it goes into anything else.
FRONT = 2_000
_HELD = re.compile(
    r"(?:(?!通知|要求|部署|精神|文件|印发|下发|以来)[^。；！？\n]){0,60}?召开了?(?:[^。；！？，,\n]{0,20}?(?P<year>[0-9０-９]{4})\s?年度?)?"
    r"[^。；！？，,\n]{0,16}?民主生活会(?!整改|推进|情况|的通知|通知)"
)


def meeting_day(text: str, year: int) -> datetime.date | None:
    """The day that the report names for the meeting of the examined year, in that year or the next.

    Nothing if it names none, only a month, or several: what is not said is not guessed.
    """
    front = min(len(text), FRONT)
    found = {
        written.date
        for written in dates.find(text, 0, front)
        if written.precision == "day"
        and "年" in text[written.start : written.end]
        and _is_held(text, written.end, year)
    }
    days = {day for day in found if day and year <= day.year <= year + 1}
    return days.pop() if len(days) == 1 else None


def _is_held(text: str, after: int, year: int) -> bool:
    held = _HELD.match(text, after)
    return held is not None and (held["year"] is None or int(held["year"]) == year)
