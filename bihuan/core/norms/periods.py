"""Stretches of time that a norm looks at: from one day until before another."""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass

from bihuan.core.registry.norms import ByDayRule, Per, Rule

_MONTHS = {Per.MONTH: 1, Per.QUARTER: 3, Per.HALF_YEAR: 6, Per.YEAR: 12}
_HALVES = ("上半年", "下半年")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from ``since`` until before ``until``; ``label`` is how papers call them."""

    since: datetime.date
    until: datetime.date
    label: str

    def __contains__(self, day: datetime.date) -> bool:
        return self.since <= day < self.until

    @property
    def days(self) -> int:
        return (self.until - self.since).days

    @property
    def last_day(self) -> datetime.date:
        return self.until - datetime.timedelta(days=1)


def periods(rule: Rule, year: int) -> tuple[Period, ...]:
    """The periods of a year that a rule looks at, in order."""
    if isinstance(rule, ByDayRule):
        return (_up_to(rule, year),)
    return parts(getattr(rule, "per", Per.YEAR), year)


def parts(per: Per, year: int) -> tuple[Period, ...]:
    """A year in parts of that length."""
    months = _MONTHS[per]
    return tuple(
        Period(_first(year, start), _first(year, start + months), _label(per, year, start // months))
        for start in range(0, 12, months)
    )


def _up_to(rule: ByDayRule, year: int) -> Period:
    """29 February is the last of February where there is none."""
    last = min(rule.day, calendar.monthrange(year, rule.month)[1])
    by = datetime.date(year, rule.month, last)
    until = by + datetime.timedelta(days=1)
    return Period(_first(year, 0), until, f"{year}年{by.month}月{by.day}日前")


def _first(year: int, months: int) -> datetime.date:
    return datetime.date(year + months // 12, months % 12 + 1, 1)


def _label(per: Per, year: int, number: int) -> str:
    match per:
        case Per.MONTH:
            return f"{year}年{number + 1}月"
        case Per.QUARTER:
            return f"{year}年第{number + 1}季度"
        case Per.HALF_YEAR:
            return f"{year}年{_HALVES[number]}"
        case _:
            return f"{year}年"
