"""A plan is changed from today on; one of its days is left out; what became a record stays as it was."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from bihuan.domain.ledgers.failures import (
    AlreadyHeld,
    CarriedOn,
    LeftOut,
    SeriesAlongside,
    SeriesMeets,
    SeriesOver,
    WrongValue,
)
from bihuan.domain.ledgers.models import Series
from bihuan.domain.ledgers.operations.records import withdraw_record
from bihuan.domain.ledgers.operations.series import change_series, plan_series, withdraw_series
from bihuan.domain.ledgers.operations.skipping import skip_day, take_up_day
from bihuan.domain.ledgers.operations.steps import Planned
from bihuan.domain.ledgers.planned import chains, occurrences
from bihuan.domain.organizations.withdrawing import Withdrawn
from bihuan.domain.trail.actor import SYSTEM
from bihuan.domain.trail.failures import NotPermitted, Stale
from tests.records import theme_day

pytestmark = pytest.mark.django_db
JANUARY, JUNE = datetime.date(2026, 1, 1), datetime.date(2026, 6, 30)
FRIDAYS = {"rhythm": "month_weekday", "every": 1, "weekday": 4, "nth": 1, "day": None}
FIFTEENTH = {"rhythm": "month_day", "every": 1, "weekday": None, "nth": None, "day": 15}


def day(month, number):
    return datetime.date(2026, month, number)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *given: day(3, 20))


def planned(unit, since=JANUARY, until=JUNE, **fields):
    return plan_series(
        unit=unit, actor=SYSTEM, mechanism="theme-day", title="主题党日", since=since, until=until,
        **(FRIDAYS | fields),
    )  # fmt: skip


def changed(series, actor=SYSTEM, until=JUNE, **fields):
    title = fields.pop("title", series.title)
    series.refresh_from_db()
    return change_series(series=series, actor=actor, seen=series.version, title=title, until=until, **fields)


def days(*series):
    return [f"{one.day:%m-%d}" for one in occurrences(series, JANUARY, day(12, 31))]


def test_other_days_hold_from_today_on_and_the_past_stays(branch, clerk):
    series = planned(branch)

    after = changed(series, clerk, **FIFTEENTH, place="三楼")

    series.refresh_from_db()
    assert (days(series), days(after)) == (["01-02", "02-06", "03-06"], ["04-15", "05-15", "06-15"])
    assert (series.until, series.place, after.since, after.place) == (day(3, 19), "", day(3, 20), "三楼")
    assert [[each.pk for each in chain] for chain in chains([series, after])] == [[after.pk, series.pk]]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"title": "固定主题党日"}, ("固定主题党日", JUNE)),
        ({"until": day(8, 31)}, ("主题党日", day(8, 31))),
        ({"until": day(3, 20)}, ("主题党日", day(3, 20))),
        ({}, ("主题党日", JUNE)),
    ],
)
def test_a_title_and_an_end_change_no_day_and_make_no_other_series(branch, fields, expected):
    series = planned(branch)

    after = changed(series, **FRIDAYS, **fields)

    assert (after.pk, after.title, after.until) == (series.pk, *expected)
    assert days(after)[:3] == ["01-02", "02-06", "03-06"]


def test_a_series_that_has_not_begun_is_changed_itself(branch):
    series = planned(branch, since=day(4, 1))

    after = changed(series, **FIFTEENTH)

    assert (after.pk, days(after), Series.objects.count()) == (series.pk, ["04-15", "05-15", "06-15"], 1)


def test_a_series_without_a_day_before_today_plans_none_there_either(branch):
    series = planned(branch, since=day(3, 10))

    after = changed(series, rhythm="weeks", every=1, weekday=0, nth=None, day=None, until=day(4, 12))

    assert (after.pk, days(after)) == (series.pk, ["03-23", "03-30", "04-06"])


@pytest.mark.parametrize(("held_for", "begins"), [(day(4, 3), day(4, 4)), (day(3, 6), day(3, 20))])
def test_what_became_a_record_stays_and_the_change_begins_after_it(branch, held_for, begins):
    series = planned(branch)
    record = theme_day(branch, on=day(3, 18), planned=Planned(series.key, held_for))

    after = changed(series, **FIFTEENTH)

    series.refresh_from_db()
    record.refresh_from_db()
    assert (after.since, series.until) == (begins, begins - datetime.timedelta(days=1))
    assert (record.series_key, record.planned_on, record.version) == (series.key, held_for, 1)
    assert {one.day for one in occurrences([series, after], JANUARY, JUNE) if one.activity} == {held_for}


def test_a_withdrawn_record_keeps_no_day(branch, clerk):
    series = planned(branch)
    record = theme_day(branch, on=day(3, 18), planned=Planned(series.key, day(4, 3)))
    withdraw_record(record=record, actor=clerk, seen=1, reason="误记")

    assert changed(series, **FIFTEENTH).since == day(3, 20)


def test_only_the_latest_is_changed_or_given_up_and_all_of_it_goes(branch, clerk):
    series = planned(branch)
    after = changed(series, **FIFTEENTH)
    with pytest.raises(CarriedOn, match="已经改过"):
        changed(series, **FRIDAYS)
    with pytest.raises(CarriedOn):
        withdraw_series(series=series, actor=clerk, seen=series.version, reason="不办了")

    withdraw_series(series=after, actor=clerk, seen=after.version, reason="不办了")

    assert not Series.objects.standing().exists()
    with pytest.raises(Withdrawn):
        changed(after, **FRIDAYS)


def test_a_changed_series_is_changed_again(branch):
    first = planned(branch)
    second = changed(first, **FIFTEENTH)

    third = changed(second, rhythm="month_day", day=20, place="", until=day(5, 31))

    assert (third.pk, third.follows, days(third)) == (second.pk, first, ["03-20", "04-20", "05-20"])


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({**FRIDAYS, "until": day(3, 19)}, "应在2026-03-20以后"),
        ({**FIFTEENTH, "day": 32}, "1到31"),
        ({**FIFTEENTH, "every": 0}, "1到12"),
        ({**FIFTEENTH, "day": None}, "没有填完整"),
        ({**FIFTEENTH, "until": day(4, 1)}, "一次也排不上"),
        ({**FIFTEENTH, "until": datetime.date(2030, 1, 1)}, "最多排三年"),
        ({**FRIDAYS, "title": " "}, "标题"),
    ],
)
def test_what_cannot_be_right_changes_nothing(branch, fields, why):
    series = planned(branch)

    with pytest.raises(WrongValue, match=why):
        changed(series, **fields)

    series.refresh_from_db()
    assert (series.until, series.version, Series.objects.count()) == (JUNE, 1, 1)


def test_a_series_that_is_over_is_not_changed(branch):
    with pytest.raises(SeriesOver, match="请另排一个系列"):
        changed(planned(branch, until=day(3, 19)), **FRIDAYS)


def test_a_change_that_meets_another_series_is_refused(branch):
    series = planned(branch)
    planned(branch, **FIFTEENTH, alongside=True)

    with pytest.raises(SeriesMeets, match="2026年4月15日重复"):
        changed(series, **FIFTEENTH, alongside=True)
    with pytest.raises(SeriesAlongside):
        changed(series, **(FIFTEENTH | {"day": 20}))
    assert changed(series, **(FIFTEENTH | {"day": 20}), alongside=True).day == 20


def test_a_series_that_begins_when_it_ends_is_asked_about_once_it_is_longer(branch):
    series = planned(branch)
    planned(branch, since=day(7, 1), until=day(12, 31), **FIFTEENTH)

    assert changed(series, **FRIDAYS, until=JUNE).until == JUNE
    with pytest.raises(SeriesAlongside):
        changed(series, **FRIDAYS, until=day(7, 31))


def test_who_may_change_and_what_was_seen(branch, clerk, leader):
    series = planned(branch)
    told = {"title": "主题党日", "until": JUNE, **FIFTEENTH}
    with pytest.raises(NotPermitted):
        change_series(series=series, actor=leader, seen=1, **told)
    change_series(series=series, actor=clerk, seen=1, **(FRIDAYS | {"title": "新", "until": JUNE}))
    with pytest.raises(Stale):
        change_series(series=series, actor=clerk, seen=1, **told)


@pytest.mark.parametrize("skipped", [day(3, 6), day(4, 3)])
def test_a_day_is_left_out_and_the_others_stay(branch, clerk, skipped):
    series = planned(branch)

    skip_day(series=series, actor=clerk, seen=1, day=skipped, reason="全体党员驻村防汛")

    found = occurrences([series], JANUARY, JUNE)
    assert [(one.day, one.skipped.reason) for one in found if one.skipped] == [(skipped, "全体党员驻村防汛")]
    assert len(found) == 6
    overdue = [one.day for one in found if one.is_overdue(day(3, 20))]
    assert overdue == [each for each in (day(1, 2), day(2, 6), day(3, 6)) if each != skipped]


def test_a_day_that_is_left_out_is_not_recorded_until_it_is_taken_up(branch, clerk):
    series = planned(branch)
    skipped = skip_day(series=series, actor=clerk, seen=1, day=day(3, 6), reason="防汛")
    with pytest.raises(LeftOut, match="原定3月6日的这一次已写明不开展（防汛）"):
        theme_day(branch, planned=Planned(series.key, day(3, 6)))
    theme_day(branch, on=day(2, 6), planned=Planned(series.key, day(2, 6)))

    take_up_day(skipped=skipped, actor=clerk, seen=1)

    assert theme_day(branch, planned=Planned(series.key, day(3, 6))).planned_on == day(3, 6)
    with pytest.raises(Withdrawn):
        take_up_day(skipped=skipped, actor=clerk, seen=2)


def test_a_day_that_cannot_be_left_out(branch, clerk, leader):
    series = planned(branch)
    told = {"series": series, "actor": clerk, "seen": 1, "reason": "防汛"}
    theme_day(branch, planned=Planned(series.key, day(3, 6)))
    with pytest.raises(AlreadyHeld):
        skip_day(**told, day=day(3, 6))
    with pytest.raises(WrongValue, match="不在这个系列里"):
        skip_day(**told, day=day(3, 7))
    with pytest.raises(WrongValue, match="理由"):
        skip_day(**(told | {"reason": " "}), day=day(4, 3))
    with pytest.raises(NotPermitted):
        skip_day(**(told | {"actor": leader}), day=day(4, 3))
    skip_day(**told, day=day(4, 3))
    with pytest.raises(LeftOut):
        skip_day(**told, day=day(4, 3))


def test_a_day_that_is_left_out_stays_so_when_the_plan_changes(branch, clerk):
    series = planned(branch)
    skip_day(series=series, actor=clerk, seen=1, day=day(2, 6), reason="防汛")

    after = changed(series, **FIFTEENTH)

    series.refresh_from_db()
    left_out = [f"{one.day:%m-%d}" for one in occurrences([series, after], JANUARY, JUNE) if one.skipped]
    assert left_out == ["02-06"]


@pytest.mark.parametrize(("fields", "expected"), [({"place": "三楼"}, ["04-03"]), (FIFTEENTH, [])])
def test_a_day_to_come_that_is_left_out_stays_so_if_it_is_planned_again(branch, clerk, fields, expected):
    series = planned(branch)
    skip_day(series=series, actor=clerk, seen=1, day=day(4, 3), reason="防汛")

    after = changed(series, **fields)

    series.refresh_from_db()
    left_out = [f"{one.day:%m-%d}" for one in occurrences([series, after], JANUARY, JUNE) if one.skipped]
    assert (after.pk == series.pk, left_out) == (False, expected)
