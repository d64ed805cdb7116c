"""A planned day is no record; two series of one mechanism do not plan the same day."""

from __future__ import annotations

import datetime

import pytest

from bihuan.domain.ledgers.failures import AlreadyHeld, NotBound, SeriesAlongside, SeriesMeets, WrongValue
from bihuan.domain.ledgers.models import Activity, Series
from bihuan.domain.ledgers.operations.records import withdraw_record
from bihuan.domain.ledgers.operations.series import plan_series, withdraw_series
from bihuan.domain.ledgers.operations.steps import Planned
from bihuan.domain.ledgers.planned import occurrences
from bihuan.domain.organizations.withdrawing import NoReason, Withdrawn
from bihuan.domain.trail.actor import SYSTEM
from bihuan.domain.trail.failures import NotPermitted
from tests.records import theme_day

pytestmark = pytest.mark.django_db
JANUARY, JUNE, YEAR_END = (datetime.date(2026, *rest) for rest in ((1, 1), (6, 30), (12, 31)))
FIRST_FRIDAY = {"rhythm": "month_weekday", "weekday": 4, "nth": 1}
MARCH = datetime.date(2026, 3, 6)


def planned(unit, actor=SYSTEM, mechanism="theme-day", since=JANUARY, until=JUNE, **fields):
    return plan_series(
        unit=unit,
        actor=actor,
        mechanism=mechanism,
        title=fields.pop("title", "主题党日"),
        since=since,
        until=until,
        **(fields or FIRST_FRIDAY),
    )


def days(series, until=YEAR_END):
    return [
        (f"{one.day:%m-%d}", one.activity and one.activity.title)
        for one in occurrences([series], JANUARY, until)
    ]


def test_a_plan_makes_no_records(branch, clerk):
    series = planned(branch, clerk)

    assert days(series) == [(day, None) for day in ("01-02", "02-06", "03-06", "04-03", "05-01", "06-05")]
    assert not Activity.objects.exists()


def test_what_was_held_on_another_day_stands_for_the_planned_one(branch):
    series = planned(branch)

    record = theme_day(branch, on=datetime.date(2026, 3, 13), planned=Planned(series.key, MARCH))

    assert (record.origin, record.series_key, record.planned_on) == ("series", series.key, MARCH)
    assert days(series, datetime.date(2026, 3, 31)) == [
        ("01-02", None),
        ("02-06", None),
        ("03-06", "3月主题党日"),
    ]


def test_a_planned_day_is_held_once(branch, clerk):
    series = planned(branch)
    record = theme_day(branch, planned=Planned(series.key, MARCH))

    with pytest.raises(AlreadyHeld, match="原定3月6日的这一次已经记过"):
        theme_day(branch, planned=Planned(series.key, MARCH))

    withdraw_record(record=record, actor=clerk, seen=1, reason="误记")
    assert theme_day(branch, planned=Planned(series.key, MARCH)).planned_on == MARCH


@pytest.mark.parametrize("day", [datetime.date(2026, 3, 7), datetime.date(2027, 1, 1)])
def test_a_day_that_is_not_planned_is_not_held_for_it(branch, day):
    with pytest.raises(WrongValue, match="没有这一天"):
        theme_day(branch, planned=Planned(planned(branch).key, day))


def test_a_series_that_meets_another_is_refused_whatever_is_said(branch):
    planned(branch)

    with pytest.raises(SeriesMeets, match="和系列“主题党日”在2026年5月1日重复"):
        planned(branch, rhythm="month_day", day=1, since=datetime.date(2026, 4, 1), alongside=True)
    assert Series.objects.count() == 1


def test_a_series_beside_another_is_asked_about_first(branch):
    planned(branch)
    other = {"rhythm": "month_day", "day": 28}

    with pytest.raises(SeriesAlongside, match="2026-01-01到2026-06-30已有系列"):
        planned(branch, **other)
    assert planned(branch, **other, alongside=True).day == 28


@pytest.mark.parametrize("since", [datetime.date(2026, 7, 1)])
def test_a_series_after_another_and_one_of_another_mechanism_are_not_asked_about(branch, since):
    planned(branch)

    planned(branch, since=since, until=YEAR_END)
    planned(branch, mechanism="general-meeting")

    assert Series.objects.count() == 3


def test_a_series_that_was_given_up_is_in_nobodys_way(branch, clerk):
    series = planned(branch)
    theme_day(branch, planned=Planned(series.key, MARCH))
    withdraw_series(series=series, actor=clerk, seen=1, reason="改到每月15日")

    assert planned(branch).pk
    assert Activity.objects.standing().count() == 1
    with pytest.raises(Withdrawn):
        withdraw_series(series=series, actor=clerk, seen=2, reason="再来")


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"rhythm": "month_weekday", "weekday": 4}, "没有填完整"),
        ({"rhythm": "weeks"}, "没有填完整"),
        ({"rhythm": "month_day"}, "没有填完整"),
        ({"rhythm": "month_day", "day": 32}, "1到31"),
        ({"rhythm": "month_day", "day": -1}, "1到31"),
        ({**FIRST_FRIDAY, "every": 0}, "1到12"),
        ({**FIRST_FRIDAY, "until": datetime.date(2025, 12, 31)}, "在开始之前"),
        ({**FIRST_FRIDAY, "until": datetime.date(2030, 1, 1)}, "最多排三年"),
        ({**FIRST_FRIDAY, "since": datetime.date(2026, 6, 6)}, "一次也排不上"),
    ],
)
def test_days_that_cannot_be_right_are_refused(branch, fields, why):
    with pytest.raises(WrongValue, match=why):
        planned(branch, **fields)


def test_only_what_the_unit_does_and_plans_is_planned(bureau, branch, leader, clerk):
    with pytest.raises(NotBound):
        planned(bureau.office)
    with pytest.raises(NotBound):
        planned(branch, mechanism="online-study")
    with pytest.raises(NotPermitted):
        planned(branch, leader)
    with pytest.raises(NoReason):
        withdraw_series(series=planned(branch), actor=clerk, seen=1, reason=" ")


def test_many_series_cost_two_queries(branch, django_assert_num_queries):
    found = [planned(branch), planned(branch, mechanism="general-meeting")]

    with django_assert_num_queries(2):
        assert len(occurrences(found, JANUARY, JUNE)) == 12
