"""The days that numbers are asked for: a year, or from one day to another, from the address of the page."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict
from django.utils import timezone

from bihuan.core.document.paper import date_words

EARLIEST, LATEST = datetime.date(2000, 1, 1), datetime.date(2101, 1, 1)
DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """From ``since`` until before ``until``; people read and write its last day."""

    since: datetime.date
    until: datetime.date

    @classmethod
    def of(cls, query: QueryDict) -> Period:
        """What the address asks for; this year where it asks for nothing that can be."""
        since, last = _day(query.get("since", "")), _day(query.get("last", ""))
        if since and last and EARLIEST <= since <= last < LATEST:
            return cls(since, last + DAY)
        year = query.get("year", "")
        return of_year(int(year) if year.isdecimal() and 2000 <= int(year) <= 2100 else this_year())

    @property
    def last(self) -> datetime.date:
        return self.until - DAY

    @property
    def year(self) -> int | None:
        """The year that the period is; None if it is not a whole one."""
        return self.since.year if self == of_year(self.since.year) else None

    @property
    def words(self) -> str:
        if self.year:
            return f"{self.year}年"
        return f"{date_words(self.since)}至{date_words(self.last)}"

    @property
    def runs(self) -> bool:
        """Whether the last day is still to come."""
        return self.last > timezone.localdate()

    @property
    def query(self) -> str:
        """The part of an address that leads to the same period."""
        return urlencode({"since": self.since.isoformat(), "last": self.last.isoformat()})


def of_year(year: int) -> Period:
    return Period(datetime.date(year, 1, 1), datetime.date(year + 1, 1, 1))


def this_year() -> int:
    return timezone.localdate().year


def _day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


def key_in(query: QueryDict, name: str) -> UUID | None:
    """A key that the address names; what is none counts as not asked."""
    try:
        return UUID(query.get(name, ""))
    except ValueError:
        return None
