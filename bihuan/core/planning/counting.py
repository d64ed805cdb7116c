"""Count a time limit from a day: the day itself does not count, pauses do not, and the last day may move."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from .events import Stop
from .workdays import ONE_DAY, MissingCalendar, Workdays


@dataclass(frozen=True, slots=True)
class Count:
    """Where a limit ends and how it came there.

    ``nominal`` is the last day before it moved off a holiday (``moved`` says which). ``off`` counts the days
    left out because nobody works, ``made_up`` the weekends that were worked, ``paused`` the days of pauses.
    """

    last: datetime.date
    nominal: datetime.date
    off: int = 0
    made_up: int = 0
    paused: int = 0
    moved: str = ""
    unsettled: bool = False


@dataclass(frozen=True, slots=True)
class Pause:
    """The limit stands still since a day, with so many days left."""

    since: datetime.date
    kind: str
    left: int


@dataclass(frozen=True, slots=True)
class Limit:
    """How to count: so many days of a unit, and whether a last day on a holiday moves on."""

    days: int
    unit: str
    rolls: bool = False
    before: bool = False


def count(
    start: datetime.date, limit: Limit, *, workdays: Workdays, stops: Iterable[Stop] = ()
) -> Count | Pause:
    """The end of the limit, or the pause that holds it.

    :raises MissingCalendar: if it depends on a year without a calendar; says the earliest end there can be.
    """
    if limit.before:
        day = start - limit.days * ONE_DAY
        return Count(day, day)
    if limit.unit == "year":
        day = _years_on(start, limit.days)
        return _moved(Count(day, day), limit, workdays)
    counted = _day_by_day(start, limit, workdays, tuple(stops))
    return counted if isinstance(counted, Pause) else _moved(counted, limit, workdays)


def between(first: datetime.date, last: datetime.date, unit: str, *, workdays: Workdays) -> int:
    """How many days of the unit lie after ``first`` up to ``last``; years are told in days.

    :raises MissingCalendar: if they are working days of a year without a calendar.
    """
    days = (last - first).days
    if unit != "working":
        return days
    return sum(workdays.worked(first + ahead * ONE_DAY) for ahead in range(1, days + 1))


def _day_by_day(
    start: datetime.date, limit: Limit, workdays: Workdays, stops: tuple[Stop, ...]
) -> Count | Pause:
    day, left = start, limit.days
    off = made_up = paused = 0
    unsettled = False
    while left:
        day += ONE_DAY
        stop = _stop_on(day, stops)
        if stop is not None and stop.until is None:
            return Pause(stop.since, stop.kind, left)
        if stop is not None:
            paused += 1
            continue
        if limit.unit == "working":
            worked = _worked(day, left, workdays)
            unsettled = unsettled or workdays.unsettled(day)
            off += not worked
            if not worked:
                continue
            made_up += workdays.made_up(day)
        left -= 1
    return Count(day, day, off=off, made_up=made_up, paused=paused, unsettled=unsettled)


def _worked(day: datetime.date, left: int, workdays: Workdays) -> bool:
    try:
        return workdays.worked(day)
    except MissingCalendar as missing:
        raise MissingCalendar(missing.year, day + (left - 1) * ONE_DAY) from None


def _moved(counted: Count, limit: Limit, workdays: Workdays) -> Count:
    """The count with its last day moved off a holiday, where the rule moves it."""
    if not limit.rolls:
        return counted
    day = counted.nominal
    try:
        moved = workdays.day_off(day)
        while not workdays.worked(day):
            day += ONE_DAY
    except MissingCalendar as missing:
        raise MissingCalendar(missing.year, day) from None
    return Count(
        day,
        counted.nominal,
        paused=counted.paused,
        moved=moved,
        unsettled=workdays.unsettled(day),
    )


def _stop_on(day: datetime.date, stops: tuple[Stop, ...]) -> Stop | None:
    """The pause that holds a day; one without an end goes before others."""
    held = [stop for stop in stops if stop.holds(day)]
    return min(held, key=lambda stop: stop.until is not None, default=None)


def _years_on(start: datetime.date, years: int) -> datetime.date:
    """The corresponding day; the 29th of February corresponds to the last day of February."""
    year = start.year + years
    return start.replace(year=year, day=min(start.day, calendar.monthrange(year, start.month)[1]))
