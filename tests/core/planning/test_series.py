"""On which days something planned again and again falls."""

from __future__ import annotations

import datetime

import pytest

from bihuan.core.planning.series import Rhythm, days_of

FIRST, LAST = datetime.date(2026, 1, 1), datetime.date(2026, 4, 30)


def told(rhythm, since=FIRST, until=LAST):
    return [f"{day:%m-%d}" for day in days_of(rhythm, since, until)]


@pytest.mark.parametrize(
    ("rhythm", "words", "days"),
    [
        (
            Rhythm("month_weekday", weekday=4, nth=1),
            "每月第一个星期五",
            ["01-02", "02-06", "03-06", "04-03"],
        ),
        (
            Rhythm("month_weekday", weekday=3, nth=1),
            "每月第一个星期四",
            ["01-01", "02-05", "03-05", "04-02"],
        ),
        (
            Rhythm("month_weekday", weekday=4, nth=-1),
            "每月最后一个星期五",
            ["01-30", "02-27", "03-27", "04-24"],
        ),
        (Rhythm("month_weekday", every=3, weekday=0, nth=4), "每3个月第四个星期一", ["01-26", "04-27"]),
        (Rhythm("month_day", day=15), "每月15日", ["01-15", "02-15", "03-15", "04-15"]),
        (Rhythm("month_day", day=31), "每月31日", ["01-31", "02-28", "03-31", "04-30"]),
        (Rhythm("month_day", every=2, day=1), "每2个月1日", ["01-01", "03-01"]),
    ],
)
def test_months(rhythm, words, days):
    assert (str(rhythm), told(rhythm)) == (words, days)


def test_weeks_are_counted_from_the_one_of_the_beginning():
    every, other = Rhythm("weeks", weekday=1), Rhythm("weeks", every=2, weekday=1)
    until = datetime.date(2026, 1, 31)

    assert told(every, until=until) == ["01-06", "01-13", "01-20", "01-27"]
    assert told(other, until=until) == ["01-13", "01-27"]
    assert (str(every), str(other)) == ("每周星期二", "每2周的星期二")


@pytest.mark.parametrize(("year", "day"), [(2027, 28), (2028, 29), (2100, 28)])
def test_the_29th_of_february_is_there_in_leap_years_only(year, day):
    since = datetime.date(year, 2, 1)

    assert list(days_of(Rhythm("month_day", day=29), since, datetime.date(year, 3, 1))) == [
        datetime.date(year, 2, day)
    ]


def test_beginning_and_end_belong_to_it():
    day = datetime.date(2026, 1, 2)

    assert told(Rhythm("month_weekday", weekday=4, nth=1), day, day) == ["01-02"]


def test_nothing_falls_between_two_days():
    since, until = datetime.date(2026, 1, 3), datetime.date(2026, 2, 5)

    assert told(Rhythm("month_weekday", weekday=4, nth=1), since, until) == []


@pytest.mark.parametrize("weekday", range(7))
@pytest.mark.parametrize("nth", [1, 2, 3, 4, -1])
def test_every_month_has_its_weekday_once(weekday, nth):
    days = list(
        days_of(Rhythm("month_weekday", weekday=weekday, nth=nth), FIRST, datetime.date(2027, 12, 31))
    )

    assert [(day.year, day.month) for day in days] == [(y, m) for y in (2026, 2027) for m in range(1, 13)]
    assert {day.weekday() for day in days} == {weekday}
