"""Holidays and made-up workdays of each year, as the State Council's notices arrange them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from .files import codes, read_toml
from .tables import Table

_FOLDER = "calendars"
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Notice:
    """The paper that arranges the days."""

    title: str
    number: str
    issued: datetime.date


@dataclass(frozen=True, slots=True)
class YearCalendar:
    """What one year's days are, where they are not what their weekday says.

    ``holidays`` names the holiday of each day off; ``workdays`` names the holiday for which a Saturday or
    Sunday is worked.
    """

    year: int
    holidays: Mapping[datetime.date, str]
    workdays: Mapping[datetime.date, str]
    notices: tuple[Notice, ...]


@cache
def calendars() -> dict[int, YearCalendar]:
    """The calendar of every year that has one, by year.

    :raises ValueError: if a file is faulty; names the file and the key.
    """
    return {int(code): calendar_of(code, read_toml(_FOLDER, code)) for code in codes(_FOLDER)}


def calendar_of(code: str, values: Mapping[str, Any]) -> YearCalendar:
    """A calendar from the content of its file."""
    table = Table(f"calendars/{code}.toml", values)
    year = table.known("year", table.whole("year"), (int(code),))
    notices = tuple(_notice(row) for row in table.tables("notice"))
    holidays: dict[datetime.date, str] = {}
    workdays: dict[datetime.date, str] = {}
    for row in table.tables("holiday"):
        name, off, worked = _holiday(row, year, notices)
        for days, known in ((off, holidays), (worked, workdays)):
            for day in days:
                if day in holidays or day in workdays:
                    row.refuse("since", f"{day}已经登记过")
                known[day] = name
    table.done()
    return YearCalendar(year, holidays, workdays, notices)


def _notice(table: Table) -> Notice:
    issued = table.day("issued")
    if issued is None:
        table.refuse("issued", "没有填写")
    found = Notice(table.text("title"), table.text("number"), issued)
    table.done()
    return found


def _holiday(
    table: Table, year: int, notices: tuple[Notice, ...]
) -> tuple[str, list[datetime.date], tuple[datetime.date, ...]]:
    name = table.text("name", longest=20)
    table.known("notice", table.text("notice"), {notice.title for notice in notices})
    since, until, worked = table.day("since"), table.day("until"), table.days("workdays")
    if since is None or until is None or until < since:
        table.refuse("until", "放假的第一天和最后一天都要写，最后一天不早于第一天")
    if any(day.year != year for day in (since, until, *worked)):
        table.refuse("since", f"应是{year}年的日子")
    if any(day.weekday() < _SATURDAY for day in worked):
        table.refuse("workdays", "调休上班的日子应是周六或周日")
    table.done()
    span = (until - since).days + 1
    return name, [since + datetime.timedelta(days=ahead) for ahead in range(span)], worked
