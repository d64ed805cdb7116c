"""The desk: what waits and why, at a fixed cost."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from bihuan.core.registry.roles import roles
from tests.cast import user_with
from tests.ledgers import add_promise, planned


def card_titles(response) -> list[str]:
    return [card.what for card in response.context["cards"]]


@pytest.mark.parametrize("count", [1, 3])
def test_the_first_page_costs_ten_queries_at_most(
    clerk_client, bureau, cycle, django_assert_max_num_queries, count
):
    for number in range(count):
        planned(add_promise(cycle, number), bureau, due=timezone.localdate())

    with django_assert_max_num_queries(10):
        assert clerk_client.get(reverse("today")).status_code == 200


def test_an_empty_desk_says_where_to_begin(clerk_client):
    assert "从去年的报告开始" in clerk_client.get(reverse("today")).content.decode()


def test_gaps_of_the_newest_year_wait(clerk_client, item):
    assert card_titles(clerk_client.get(reverse("today"))) == ["整改事项没有责任人", "整改事项没有时限"]


def test_what_is_complete_does_not_wait(clerk_client, bureau, item):
    planned(item, bureau, due=timezone.localdate() + datetime.timedelta(days=90))

    response = clerk_client.get(reverse("today"))

    assert (card_titles(response), response.context["items"]) == ([], [])
    assert "今天没有等您处理的事" in response.content.decode()


@pytest.mark.parametrize(("days", "late"), [(-1, [True]), (0, [False]), (30, [False]), (31, [])])
def test_items_show_from_thirty_days_before_their_date(clerk_client, bureau, item, days, late):
    planned(item, bureau, due=timezone.localdate() + datetime.timedelta(days=days))

    assert [entry["late"] for entry in clerk_client.get(reverse("today")).context["items"]] == late


def test_a_stranger_sees_nothing_of_the_bureau(stranger_client, item):
    response = stranger_client.get(reverse("today"))

    assert (response.context["cycle"], card_titles(response)) == (None, [])


@pytest.mark.parametrize("role", ["sysadmin", "secadmin", "auditor", "teller", "staff"])
def test_where_nothing_waits_it_is_said_what_the_role_is_for(client, bureau, item, role):
    client.force_login(user_with(bureau.officer, role, "somebody"))

    response = client.get(reverse("today"))

    page = response.content.decode()
    assert [each.code for each in response.context["duties"]] == [role]
    assert ("今天没有等您处理的事" in page, roles()[role].purpose in page, "台账" in page) == (
        True,
        True,
        "台账" in roles()[role].purpose,
    )
    assert f'href="{reverse("unit-list")}"' in page


def test_whoever_has_no_role_is_told_whom_to_ask(client, bureau):
    client.force_login(user_with(bureau.officer, None, "somebody"))

    assert "请安全管理员在您所在的单位授予角色" in client.get(reverse("today")).content.decode()


def test_a_leader_without_a_ledger_is_told_who_begins(leader_client):
    assert "承办人导入上一年度" in leader_client.get(reverse("today")).content.decode()
