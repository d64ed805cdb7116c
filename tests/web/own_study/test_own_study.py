"""「我的学时」: found by whoever has no right at all, and never somebody else's."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse

from bihuan.domain.ledgers.operations.records import withdraw_record
from bihuan.domain.trail.actor import SYSTEM
from tests.cast import user_with
from tests.domain.ledgers.norms import written

pytestmark = pytest.mark.django_db
ADDRESS = "/own-study/?year=2026"


@pytest.fixture
def staff_client(client, bureau):
    """Somebody who reads no records."""
    client.force_login(user_with(bureau.officer, "staff", "staff"))
    return client


def studied(branch, person, title="3月网上学习学时", state="present", counts_in=("online-study",), **more):
    fields = {"on": datetime.date(2026, 3, 31), "hours": "6.5", "values": {"online-study.platform": "xuexi"}}
    told = fields | more | {"title": title, "counts_in": counts_in, "attended": {person: state}}
    return written.activity(branch, **told)


def text(answer):
    return answer.content.decode()


def test_somebody_without_a_right_finds_the_own_hours_from_the_own_menu(staff_client, bureau, branch):
    studied(branch, bureau.officer)

    assert f'<a href="{reverse("own-study")}">我的学时</a>' in text(staff_client.get(reverse("today")))
    page = text(staff_client.get(ADDRESS))

    assert "已记<strong>6.5</strong>学时，其中网上学习6.5学时" in page
    assert ("3月网上学习学时" in page, "学习强国" in page, "机关党支部" in page) == (True, True, True)
    assert staff_client.get("/mechanisms/online-study/").status_code == 404


@pytest.mark.parametrize("who", ["head", "deputy"])
def test_the_hours_of_others_are_not_there(staff_client, bureau, branch, who):
    studied(branch, getattr(bureau, who), "别人的学时")

    page = text(staff_client.get(ADDRESS))

    assert ("别人的学时" in page, "这一年还没有记您的学时" in page) == (False, True)


def test_whoever_reads_every_record_sees_the_own_only(clerk_client, bureau, branch):
    studied(branch, bureau.head, "局长的学时")
    studied(branch, bureau.officer, "本人的学时")

    page = text(clerk_client.get(ADDRESS))

    assert ("局长的学时" in page, "本人的学时" in page) == (False, True)


@pytest.mark.parametrize(
    ("more", "shown"),
    [
        ({}, True),
        ({"state": "made_up"}, True),
        ({"counts_in": ["party-lecture"], "values": {}}, True),
        ({"state": "absent"}, False),
        ({"state": "leave"}, False),
        ({"hours": None}, False),
        ({"on": datetime.date(2025, 12, 31)}, False),
        ({"counts_in": ["general-meeting"], "values": {}}, False),
    ],
)
def test_what_counts_as_studied(staff_client, bureau, branch, more, shown):
    studied(branch, bureau.officer, "学过的", **more)

    assert ("学过的" in text(staff_client.get(ADDRESS))) == shown


def test_a_withdrawn_record_is_gone(staff_client, bureau, branch):
    record = studied(branch, bureau.officer)
    withdraw_record(record=record, actor=SYSTEM, seen=record.version, reason="记错了人")

    assert "3月网上学习学时" not in text(staff_client.get(ADDRESS))


def test_lectures_count_beside_and_a_record_in_two_ledgers_once(staff_client, bureau, branch):
    studied(branch, bureau.officer, "网上学的", hours="3")
    lecture = ["party-lecture", "regular-education"]
    studied(branch, bureau.officer, "一次党课", hours="4", counts_in=lecture, values={})

    page = text(staff_client.get(ADDRESS))

    assert "已记<strong>7</strong>学时，其中网上学习3学时" in page
    assert page.count("一次党课") == 1


def test_the_page_names_what_is_asked_and_judges_nobody(staff_client, bureau, branch):
    studied(branch, bureau.officer)

    page = text(staff_client.get(ADDRESS))

    assert "一般要求党员每年集中学习培训不少于32学时" in page
    assert [word in page for word in ("达到", "未达到", "还差")] == [False] * 3


@pytest.mark.parametrize("acts", [True, False])
def test_whoever_stands_in_sees_nobodys_hours(client, bureau, branch, handed, colleague, leader_user, acts):
    studied(branch, bureau.deputy, "领导的学时")
    studied(branch, colleague.person, "替班的学时")
    client.force_login(colleague)
    if acts:
        client.post(reverse("acting-start"), {"giver": leader_user.key})

    page = text(client.get(ADDRESS))

    assert ("领导的学时" in page, "替班的学时" in page, "学时只给本人看" in page) == (False, not acts, acts)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_any_number(
    staff_client, bureau, branch, rows, django_assert_num_queries
):
    for number in range(rows):
        studied(branch, bureau.officer, f"第{number}次")
    staff_client.get(ADDRESS)

    with django_assert_num_queries(5):
        staff_client.get(ADDRESS)


@pytest.mark.parametrize("year", ["", "x", "99999"])
def test_a_year_that_cannot_be_is_this_one(staff_client, branch, year):
    assert staff_client.get("/own-study/", {"year": year}).status_code == 200


def test_whoever_is_signed_out_signs_in_first(client):
    assert client.get(ADDRESS).status_code == 302
