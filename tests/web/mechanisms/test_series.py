"""The pages on which a series is changed, and one of its days left out and taken up again."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from bihuan.domain.ledgers.models import Series, SkippedDay
from bihuan.domain.ledgers.operations.series import change_series, plan_series
from bihuan.domain.ledgers.operations.skipping import skip_day
from bihuan.domain.ledgers.operations.steps import Planned
from bihuan.domain.trail.actor import SYSTEM
from tests.records import theme_day

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 3, 20)
FORM = {
    "title": "固定主题党日", "rhythm": "month_day", "every": "1", "day": "15", "starts": "15:30",
    "until": "2026-12-31", "place": "三楼", "seen": "1",
}  # fmt: skip


def day(month, number):
    return datetime.date(2026, month, number)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *given: TODAY)


@pytest.fixture
def series(branch):
    return plan_series(
        unit=branch, actor=SYSTEM, mechanism="theme-day", title="固定主题党日", rhythm="month_weekday",
        weekday=4, nth=1, since=day(1, 1), until=day(12, 31), place="二楼",
    )  # fmt: skip


def edit(series):
    return f"/mechanisms/series/{series.key}/edit/"


def listed(client):
    return client.get("/mechanisms/theme-day/series/").content.decode()


def skip(series, **fields):
    return f"/mechanisms/series/{series.key}/skip/", {"seen": "1", "reason": "全体驻村防汛"} | fields


def test_the_form_shows_how_it_is_planned_now(clerk_client, series):
    page = clerk_client.get(edit(series))

    form = page.context["form"]
    assert ("since" in form.fields, form["place"].value(), form["alongside"].value()) == (
        False,
        "二楼",
        False,
    )
    assert "机关党支部，现在是每月第一个星期五。从今天起照新的排" in page.content.decode()


def test_a_change_is_shown_as_one_series_with_its_past(clerk_client, series):
    answer = clerk_client.post(edit(series), FORM, follow=True)

    page = answer.content.decode()
    assert "以前的日子和已记的不变" in page
    assert "每月15日，2026年3月20日到2026年12月31日，15:30，三楼" in page
    assert "2026年3月19日以前：每月第一个星期五，二楼" in page
    [(head, days, before)] = answer.context["series"]
    assert (head.pk, before) == (Series.objects.latest("pk").pk, [series])
    assert [one.day for one in days][:4] == [day(1, 2), day(2, 6), day(3, 6), day(4, 15)]


def test_a_past_day_of_a_changed_series_is_still_recorded(clerk_client, branch, series):
    clerk_client.post(edit(series), FORM)

    address = f"/mechanisms/theme-day/new/?unit={branch.key}&series={series.key}&day=2026-03-06"
    assert address in listed(clerk_client).replace("&amp;", "&")
    page = clerk_client.get(address).content.decode()

    assert 'value="2026-03-06"' in page


def test_a_series_that_was_never_changed_says_nothing_of_before(clerk_client, series):
    assert "以前：" not in listed(clerk_client)


def test_what_cannot_be_right_is_said_and_nothing_is_lost(clerk_client, series):
    answer = clerk_client.post(edit(series), FORM | {"until": "2026-03-01", "place": "四楼"})

    page = answer.content.decode()
    assert (answer.status_code, "应在2026-03-20以后" in page, 'value="四楼"' in page) == (422, True, True)
    assert Series.objects.get().until == day(12, 31)


def test_overlapping_series_are_asked_about(clerk_client, branch, series):
    plan_series(
        unit=branch, actor=SYSTEM, mechanism="theme-day", title="另一个", rhythm="month_day", day=28,
        since=day(1, 1), until=day(12, 31), alongside=True,
    )  # fmt: skip
    assert clerk_client.get(edit(series)).context["form"]["alongside"].value() is True

    asked = clerk_client.post(edit(series), FORM)
    meets = clerk_client.post(edit(series), FORM | {"alongside": "on", "day": "28"})
    done = clerk_client.post(edit(series), FORM | {"alongside": "on"})

    assert (asked.status_code, "请勾选“和已有的系列并行”" in asked.content.decode()) == (422, True)
    assert (meets.status_code, "2026年3月28日重复" in meets.content.decode()) == (422, True)
    assert done.status_code == 302


def test_the_second_editor_sees_both_texts(clerk_client, series):
    change_series(series=series, actor=SYSTEM, seen=1, title="甲先改的", until=day(11, 30))

    answer = clerk_client.post(edit(series), FORM | {"title": "乙后改的"})

    page = answer.content.decode()
    assert (answer.status_code, "甲先改的" in page, "乙后改的" in page) == (409, True, True)
    assert "/mechanisms/theme-day/series/" in page


def test_a_form_that_is_sent_twice_changes_it_once(clerk_client, series):
    answers = [clerk_client.post(edit(series), FORM | {"request_key": "once"}).status_code for _ in range(2)]

    assert (answers, Series.objects.count()) == ([302, 302], 2)


def test_a_day_is_left_out_and_no_longer_stands_in_the_month(clerk_client, series):
    before = clerk_client.get("/mechanisms/calendar/?month=2026-04").content.decode()
    clerk_client.post(*skip(series, day="2026-04-03"))
    after = clerk_client.get("/mechanisms/calendar/?month=2026-04").content.decode()

    assert ("原定：" in before, "原定：" in after) == (True, False)
    assert "不开展：全体驻村防汛" in listed(clerk_client)


def test_a_day_that_was_left_out_is_taken_up_again(clerk_client, series):
    skipped = skip_day(series=series, actor=SYSTEM, seen=1, day=day(4, 3), reason="防汛")

    page = clerk_client.post(f"/mechanisms/series/skipped/{skipped.key}/take-up/", {"seen": "1"}, follow=True)

    assert ("4月3日这一次照原定" in page.content.decode(), "不开展：" in page.content.decode()) == (
        True,
        False,
    )


@pytest.mark.parametrize(
    ("fields", "status", "sentence"),
    [
        ({"day": "2026-04-04"}, 200, "不在这个系列里"),
        ({"day": "2026-03-06"}, 200, "这一次已经记过"),
        ({"day": "2026-04-03", "reason": ""}, 200, "理由"),
        ({"day": "x"}, 404, ""),
        ({}, 404, ""),
    ],
)
def test_a_day_that_cannot_be_left_out(clerk_client, branch, series, fields, status, sentence):
    theme_day(branch, planned=Planned(series.key, day(3, 6)))
    address, sent = skip(series, **fields)

    answer = clerk_client.post(address, sent, follow=True)

    assert (answer.status_code, sentence in answer.content.decode()) == (status, True)
    assert not SkippedDay.objects.exists()


def test_days_left_out_one_after_another_from_one_page_are_all_left_out(clerk_client, series):
    page = listed(clerk_client)
    keys = [part.split('"')[0] for part in page.split('name="request_key" value="')[1:]]
    for number, month in enumerate((4, 5, 6)):
        first_friday = series.pattern and {4: 3, 5: 1, 6: 5}[month]
        key = next(each for each in keys if each.endswith(f"-26{month:02}{first_friday:02}"))
        clerk_client.post(*skip(series, day=f"2026-{month:02}-{first_friday:02}", request_key=key))
        assert SkippedDay.objects.count() == number + 1


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_any_number(
    clerk_client, branch, series, rows, django_assert_num_queries
):
    for number in range(rows):
        one = plan_series(
            unit=branch, actor=SYSTEM, mechanism="theme-day", title=f"第{number}个", rhythm="month_day",
            day=10 + number, since=day(1, 1), until=day(12, 31), alongside=True,
        )  # fmt: skip
        skip_day(series=one, actor=SYSTEM, seen=1, day=day(4, 10 + number), reason="防汛")
        change_series(
            series=one, actor=SYSTEM, seen=1, title="改过", until=day(12, 31), day=20 + number, alongside=True
        )
    listed(clerk_client)

    with django_assert_num_queries(7):
        assert listed(clerk_client).count("<section") == rows + 1


def test_whoever_only_reads_gets_no_buttons(leader_client, series):
    page = listed(leader_client)
    assert ("固定主题党日" in page, "/edit/" in page, "/skip/" in page) == (True, False, False)
    assert leader_client.get(edit(series)).status_code == 403


def test_a_stranger_finds_no_series(stranger_client, series):
    address, sent = skip(series, day="2026-04-03")
    answers = stranger_client.get(edit(series)), stranger_client.post(address, sent)
    assert [answer.status_code for answer in answers] == [404, 404]
