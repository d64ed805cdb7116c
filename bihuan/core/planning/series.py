"""The days on which something planned again and again falls: pure arithmetic, no holidays."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterator
from dataclasses import dataclass

WEEK = datetime.timedelta(days=7)
WEEKDAYS = "一二三四五六日"
NTHS = {1: "第一个", 2: "第二个", 3: "第三个", 4: "第四个", -1: "最后一个"}


@dataclass(frozen=True, slots=True)
class Rhythm:
    """``kind``: weeks, month_weekday or month_day. A month without the day takes its last one."""

    kind: str
    every: int = 1
    weekday: int | None = None
    nth: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        """``每月第一个星期五`` as people say it."""
        if self.kind == "weeks":
            weeks = "每周" if self.every == 1 else f"每{self.every}周的"
            return f"{weeks}星期{WEEKDAYS[self.weekday or 0]}"
        months = "每月" if self.every == 1 else f"每{self.every}个月"
        if self.kind == "month_weekday":
            return f"{months}{NTHS[self.nth or 1]}星期{WEEKDAYS[self.weekday or 0]}"
        return f"{months}{self.day}日"


def days_of(rhythm: Rhythm, since: datetime.date, until: datetime.date) -> Iterator[datetime.date]:
    """Every day of the rhythm from ``since`` to ``until``, both included.

    Weeks and months are counted from those of ``since``.
    """
    days = _by_weeks(rhythm, since) if rhythm.kind == "weeks" else _by_months(rhythm, since)
    for day in days:
        if day > until:
            return
        if day >= since:
            yield day


def _by_weeks(rhythm: Rhythm, since: datetime.date) -> Iterator[datetime.date]:
    monday = since - datetime.timedelta(days=since.weekday())
    day = monday + datetime.timedelta(days=rhythm.weekday or 0)
    while True:
        yield day
        day += WEEK * rhythm.every


def _by_months(rhythm: Rhythm, since: datetime.date) -> Iterator[datetime.date]:
    place = since.year * 12 + since.month - 1
    while True:
        year, month = divmod(place, 12)
        yield _in_month(rhythm, year, month + 1)
        place += rhythm.every


def _in_month(rhythm: Rhythm, year: int, month: int) -> datetime.date:
    first_weekday, length = calendar.monthrange(year, month)
    if rhythm.kind == "month_day":
        return datetime.date(year, month, min(rhythm.day or 1, length))
    first = 1 + ((rhythm.weekday or 0) - first_weekday) % 7
    nth = rhythm.nth or 1
    number = first + 7 * ((length - first) // 7) if nth < 0 else first + 7 * (nth - 1)
    return datetime.date(year, month, number)
