"""Which days are worked, by the published calendars; a year without one is said, never guessed."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from bihuan.core.registry.calendars import YearCalendar, calendars

_SATURDAY = 5
_WEEKDAYS = "一二三四五六日"
ONE_DAY = datetime.timedelta(days=1)
#: From this day of December on, the next year's notice may still move workdays for New Year.
_NEW_YEAR_FROM = (12, 25)


class MissingCalendar(Exception):
    """The holidays of that year are not in the registry, so its working days cannot be told."""

    def __init__(self, year: int, earliest: datetime.date | None = None) -> None:
        super().__init__(
            f"{year}年的放假调休安排还没有登记，这一年的工作日推算不了；"
            f"国务院办公厅的通知发布后，请系统管理员更新系统里的日历。"
        )
        self.year = year
        #: No count can end before this day, whatever the missing calendar says.
        self.earliest = earliest


@dataclass(frozen=True, slots=True)
class Workdays:
    """The calendars to count by."""

    years: Mapping[int, YearCalendar]

    def worked(self, day: datetime.date) -> bool:
        """Whether the day is worked.

        :raises MissingCalendar: if its year has no calendar.
        """
        year = self._year(day)
        return day in year.workdays or (day.weekday() < _SATURDAY and day not in year.holidays)

    def made_up(self, day: datetime.date) -> bool:
        """Whether it is a Saturday or Sunday that is worked."""
        return day in self._year(day).workdays

    def day_off(self, day: datetime.date) -> str:
        """Why the day is not worked, such as 国庆节放假 or 周六; empty for a working day."""
        if self.worked(day):
            return ""
        holiday = self._year(day).holidays.get(day)
        return f"{holiday}放假" if holiday else f"周{_WEEKDAYS[day.weekday()]}"

    def unsettled(self, day: datetime.date) -> bool:
        """Whether a notice still to come may rearrange the day: late December before an unknown year."""
        return (day.month, day.day) >= _NEW_YEAR_FROM and day.year + 1 not in self.years

    def _year(self, day: datetime.date) -> YearCalendar:
        try:
            return self.years[day.year]
        except KeyError:
            raise MissingCalendar(day.year) from None


@cache
def published() -> Workdays:
    """The working days of every year whose notice stands in the registry."""
    return Workdays(calendars())
