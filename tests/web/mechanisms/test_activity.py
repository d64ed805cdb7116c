"""The pages of an activity: attendance, what proves it, its series, the month."""

from __future__ import annotations

import datetime

import pytest

from bihuan.domain.ledgers.models import Activity, Attachment, Attendance, Series
from bihuan.domain.ledgers.operations.series import plan_series
from bihuan.domain.organizations.operations.branches import join_branch
from bihuan.domain.trail.actor import SYSTEM
from tests.records import theme_day

pytestmark = pytest.mark.django_db
BEGUN = datetime.date(2025, 1, 1)


@pytest.fixture
def members(bureau, branch):
    people = [bureau.head, bureau.deputy]
    for person in people:
        join_branch(person=person, branch=branch, actor=SYSTEM, since=BEGUN)
    return people


@pytest.fixture
def series(branch):
    return plan_series(
        unit=branch,
        actor=SYSTEM,
        mechanism="theme-day",
        title="固定主题党日",
        rhythm="month_weekday",
        weekday=4,
        nth=1,
        since=datetime.date(2026, 1, 1),
        until=datetime.date(2026, 12, 31),
        place="二楼",
    )


def page_of(record):
    return f"/mechanisms/activity/{record.key}/"


def test_one_click_says_that_everybody_came(clerk_client, branch, members):
    record = theme_day(branch)
    before = clerk_client.get(page_of(record)).content.decode()

    answer = clerk_client.post(f"{page_of(record)}attendance/", {"everybody": "1", "seen": "1"}, follow=True)

    assert "这一天应到2人" in before
    assert "应到2人，实到2人（100%）。" in answer.content.decode()
    assert Attendance.objects.filter(state="present").count() == 2


def test_exceptions_are_filled_in_on_one_page(clerk_client, bureau, branch, members):
    record = theme_day(branch)
    address = f"{page_of(record)}attendance/"
    page = clerk_client.get(address)
    assert [str(line.person) for line, *_ in page.context["form"].rows()] == ["韩若溪", "沈知远"]
    head, deputy = (person.key for person in members)

    form = {f"state-{head}": "present", f"state-{deputy}": "leave", "seen": "1"}
    missing = clerk_client.post(address, form)
    assert (missing.status_code, "请假的理由没有填写" in missing.content.decode()) == (422, True)
    done = clerk_client.post(
        address, form | {f"reason-{deputy}": "出差", "guest": str(bureau.officer.key)}, follow=True
    )

    text = done.content.decode()
    assert "应到2人，实到1人（50%）；另有1人列席或旁听。" in text
    assert "韩若溪：请假（出差）" in text
    assert "乔一帆（列席）" in text


def test_the_list_costs_the_same_for_any_number_of_members(
    clerk_client, bureau, branch, django_assert_num_queries
):
    record = theme_day(branch)
    join_branch(person=bureau.head, branch=branch, actor=SYSTEM, since=BEGUN)
    clerk_client.get(f"{page_of(record)}attendance/")
    with django_assert_num_queries(11):
        clerk_client.get(f"{page_of(record)}attendance/")

    for person in (bureau.deputy, bureau.officer):
        join_branch(person=person, branch=branch, actor=SYSTEM, since=BEGUN)
    with django_assert_num_queries(11):
        page = clerk_client.get(f"{page_of(record)}attendance/")
    assert len(page.context["form"].lines) == 3


def test_a_plan_has_no_attendance(clerk_client, plan):
    assert clerk_client.get(f"/mechanisms/plan/{plan.key}/attendance/").status_code == 404


def test_a_document_number_is_as_good_as_a_photo(clerk_client, branch):
    record = theme_day(branch)

    page = clerk_client.post(
        f"{page_of(record)}attachments/",
        {"kind": "number", "text": "青水党〔2026〕3号", "seen": "1"},
        follow=True,
    )
    assert "文号：青水党〔2026〕3号" in page.content.decode()
    proof = Attachment.objects.get()
    page = clerk_client.post(
        f"/mechanisms/activity/attachments/{proof.key}/withdraw/",
        {"reason": "误传", "seen": "2"},
        follow=True,
    )

    assert "青水党〔2026〕3号" not in page.content.decode()


def test_a_series_is_planned_and_one_day_of_it_recorded(clerk_client, branch):
    form = {
        "title": "固定主题党日",
        "rhythm": "month_weekday",
        "every": "1",
        "nth": "1",
        "weekday": "4",
        "since": "2026-01-01",
        "until": "2026-12-31",
    }
    clerk_client.post("/mechanisms/theme-day/series/new/", form)
    series = Series.objects.get()
    assert not Activity.objects.exists()
    address = f"/mechanisms/theme-day/new/?unit={branch.key}&series={series.key}&day=2026-03-06"
    page = clerk_client.get(address).content.decode()
    assert ('value="2026-03-06"' in page, 'value="固定主题党日"' in page) == (True, True)

    clerk_client.post(address, {"on": "2026-03-13", "title": "3月主题党日", "unit": str(branch.key)})

    record = Activity.objects.get()
    assert (record.series_key, record.planned_on) == (series.key, datetime.date(2026, 3, 6))


def test_series_that_overlap_are_asked_about_on_the_page(clerk_client, series):
    form = {
        "title": "另一个",
        "rhythm": "month_day",
        "every": "1",
        "day": "28",
        "since": "2026-02-01",
        "until": "2026-05-31",
    }

    asked = clerk_client.post("/mechanisms/theme-day/series/new/", form)
    assert (asked.status_code, "请勾选“和已有的系列并行”" in asked.content.decode()) == (422, True)
    clerk_client.post("/mechanisms/theme-day/series/new/", form | {"alongside": "on"})

    assert Series.objects.count() == 2


def test_a_series_is_given_up(clerk_client, series):
    page = clerk_client.post(
        f"/mechanisms/series/{series.key}/withdraw/", {"reason": "改期", "seen": "1"}, follow=True
    )

    assert "还没有系列" in page.content.decode()


@pytest.mark.parametrize("day", ["2026-02-30", "x", "", "2026-03-07"])
def test_an_address_that_names_no_planned_day_makes_a_plain_record_or_says_so(clerk_client, series, day):
    address = f"/mechanisms/theme-day/new/?series={series.key}&day={day}"

    assert clerk_client.get(address).status_code == 200


def test_the_month_shows_what_was_held_and_what_is_planned(clerk_client, branch, series):
    theme_day(branch)

    march = clerk_client.get("/mechanisms/calendar/?month=2026-03").content.decode()
    april = clerk_client.get("/mechanisms/calendar/?month=2026-04").content.decode()

    assert ("3月主题党日" in march, "原定：固定主题党日" in march) == (True, True)
    assert ("3月主题党日" in april, "原定：固定主题党日" in april) == (False, True)


def test_a_record_that_counts_twice_stands_once_in_the_month(clerk_client, branch):
    theme_day(branch, counts_in=["theme-day", "civic-culture"], values={"civic-culture.form": "thrift"})

    page = clerk_client.get("/mechanisms/calendar/?month=2026-03")

    assert [[each.code for each in codes] for day in page.context["days"] for _, codes in day.records] == [
        ["theme-day", "civic-culture"]
    ]


@pytest.mark.parametrize("month", ["2026-13", "x", "", "2028-02"])
def test_any_month_is_shown(clerk_client, branch, month):
    assert clerk_client.get("/mechanisms/calendar/", {"month": month}).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_month_costs_the_same_for_any_number(clerk_client, branch, rows, django_assert_num_queries):
    for _ in range(rows):
        theme_day(branch)
    clerk_client.get("/mechanisms/calendar/?month=2026-03")

    with django_assert_num_queries(7):
        page = clerk_client.get("/mechanisms/calendar/?month=2026-03")
    assert len(page.context["days"][0].records) == rows


def test_a_stranger_sees_no_series_and_no_month_of_the_bureau(stranger_client, branch, series):
    theme_day(branch)

    for address in ("calendar/?month=2026-03", "theme-day/series/"):
        page = stranger_client.get(f"/mechanisms/{address}").content.decode()
        assert ("主题党日：" in page, "固定主题党日" in page, "3月主题党日" in page) == (False, False, False)
    assert stranger_client.post(f"/mechanisms/series/{series.key}/withdraw/").status_code == 404
