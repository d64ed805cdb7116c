"""Counting days, and what a missing calendar leaves known."""

import datetime

import pytest

from bihuan.core.planning import (
    Count,
    Limit,
    MissingCalendar,
    Pause,
    Stop,
    Workdays,
    between,
    count,
    published,
)


def day(text):
    return datetime.date.fromisoformat(text)


def counted(start, limit, *stops):
    return count(day(start), limit, workdays=published(), stops=stops)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-10-01", "国庆节、中秋节放假"),
        ("2025-10-11", ""),
        ("2025-10-12", "周日"),
        ("2024-02-09", ""),
        ("2020-02-01", "春节放假"),
        ("2019-05-05", ""),
        ("2018-12-31", "元旦放假"),
        ("2018-12-29", ""),
        ("2026-11-25", ""),
        ("2026-11-28", "周六"),
    ],
)
def test_why_a_day_is_off(text, expected):
    assert published().day_off(day(text)) == expected
    assert published().worked(day(text)) is (expected == "")


@pytest.mark.parametrize("year", [2017, 2027])
def test_a_year_without_calendar_is_said(year):
    with pytest.raises(MissingCalendar) as raised:
        published().worked(datetime.date(year, 6, 1))

    assert (raised.value.year, raised.value.earliest) == (year, None)
    assert str(raised.value) == (
        f"{year}年的放假调休安排还没有登记，这一年的工作日推算不了；"
        "国务院办公厅的通知发布后，请系统管理员更新系统里的日历。"
    )


def test_a_count_tells_how_it_came_about():
    found = counted("2025-09-26", Limit(5, "working"))

    assert found == Count(day("2025-10-10"), day("2025-10-10"), off=9, made_up=1)


def test_a_moved_day_keeps_the_day_before_it_moved():
    found = counted("2025-08-20", Limit(45, "calendar", rolls=True))

    assert found == Count(day("2025-10-09"), day("2025-10-04"), moved="国庆节、中秋节放假")


@pytest.mark.parametrize("start", ["2025-08-19", "2025-09-04"])
def test_a_day_on_a_working_day_does_not_move(start):
    rolling = counted(start, Limit(37, "calendar", rolls=True))
    standing = counted(start, Limit(37, "calendar"))

    assert rolling.last == standing.last
    assert rolling.moved == ""


def test_an_open_pause_tells_what_is_left():
    found = counted("2025-06-01", Limit(30, "calendar"), Stop(day("2025-06-11"), "hearing"))

    assert found == Pause(day("2025-06-11"), "hearing", 21)


def test_a_pause_without_end_goes_before_one_that_ends():
    ending = Stop(day("2025-06-05"), "hearing", day("2025-06-20"))
    lasting = Stop(day("2025-06-11"), "other")

    assert counted("2025-06-01", Limit(30, "calendar"), ending, lasting) == Pause(
        day("2025-06-11"), "other", 27
    )


@pytest.mark.parametrize(
    ("start", "limit", "year", "earliest"),
    [
        ("2026-12-28", Limit(5, "working"), 2027, "2027-01-02"),
        ("2026-12-28", Limit(4, "working"), 2027, "2027-01-01"),
        ("2026-12-01", Limit(45, "calendar", rolls=True), 2027, "2027-01-15"),
        ("2017-12-28", Limit(5, "working"), 2017, "2018-01-02"),
    ],
)
def test_a_missing_calendar_leaves_an_earliest_day(start, limit, year, earliest):
    with pytest.raises(MissingCalendar) as raised:
        counted(start, limit)

    assert (raised.value.year, raised.value.earliest) == (year, day(earliest))


@pytest.mark.parametrize(
    ("start", "limit", "last"),
    [
        ("2026-12-28", Limit(3, "working"), "2026-12-31"),
        ("2026-12-01", Limit(45, "calendar"), "2027-01-15"),
        ("2026-12-01", Limit(1, "year"), "2027-12-01"),
    ],
)
def test_what_needs_no_missing_calendar_is_counted(start, limit, last):
    assert counted(start, limit).last == day(last)


@pytest.mark.parametrize(
    ("start", "last", "expected"),
    [
        ("2026-12-24", "2026-12-31", True),
        ("2026-12-16", "2026-12-23", False),
        ("2025-12-24", "2025-12-31", False),
    ],
)
def test_late_december_is_unsettled_until_the_next_notice(start, last, expected):
    found = counted(start, Limit(5, "working"))

    assert (found.last, found.unsettled) == (day(last), expected)


@pytest.mark.parametrize(
    ("first", "last", "unit", "expected"),
    [
        ("2025-09-30", "2025-10-13", "working", 4),
        ("2025-09-30", "2025-10-13", "calendar", 13),
        ("2025-09-30", "2025-09-30", "working", 0),
        ("2024-02-28", "2024-03-01", "calendar", 2),
        ("2024-03-01", "2025-03-01", "year", 365),
    ],
)
def test_days_between(first, last, unit, expected):
    assert between(day(first), day(last), unit, workdays=published()) == expected


def test_without_any_calendar_calendar_days_still_count():
    none = Workdays({})

    assert count(day("2025-06-01"), Limit(15, "calendar"), workdays=none).last == day("2025-06-16")


@pytest.mark.parametrize(
    ("since", "until", "text", "expected"),
    [
        ("2025-06-01", "2025-06-05", "2025-06-01", True),
        ("2025-06-01", "2025-06-05", "2025-06-05", True),
        ("2025-06-01", "2025-06-05", "2025-06-06", False),
        ("2025-06-01", "2025-06-05", "2025-05-31", False),
        ("2025-06-01", None, "2030-01-01", True),
    ],
)
def test_a_pause_holds_its_first_and_last_day(since, until, text, expected):
    stop = Stop(day(since), "hearing", day(until) if until else None)

    assert stop.holds(day(text)) is expected


def test_a_pause_cannot_end_before_it_begins():
    with pytest.raises(ValueError, match="暂停的最后一天早于第一天"):
        Stop(day("2025-06-02"), "hearing", day("2025-06-01"))
