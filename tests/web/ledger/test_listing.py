"""The year's ledger: constant queries, search, sort, filters, empty states, who sees it."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse

from tests.ledgers import add_promise, open_cycle, planned


def titles(response) -> list[str]:
    return [row.item.measure.title for row in response.context["rows"]]


@pytest.mark.parametrize("name", ["ledger-year", "item-list"])
@pytest.mark.parametrize("count", [1, 3])
def test_a_page_costs_the_same_queries_however_long(
    clerk_client, bureau, cycle, django_assert_num_queries, name, count
):
    for number in range(count):
        planned(add_promise(cycle, number), bureau)
    expected = 16

    with django_assert_num_queries(expected):
        response = clerk_client.get(reverse(name, args=[cycle.key]))

    assert response.status_code == 200


@pytest.mark.parametrize(("who", "expected"), [("clerk", 200), ("leader", 200), ("stranger", 404)])
@pytest.mark.parametrize("name", ["ledger-year", "item-list"])
def test_who_sees_the_ledger(request, cycle, name, who, expected):
    client = request.getfixturevalue(f"{who}_client")

    assert client.get(reverse(name, args=[cycle.key])).status_code == expected


@pytest.mark.parametrize("name", ["ledger-year", "item-list"])
def test_signed_out_people_are_asked_to_sign_in(client, cycle, name):
    response = client.get(reverse(name, args=[cycle.key]))

    assert (response.status_code, response.url.split("?")[0]) == (302, reverse("sign-in"))


def test_the_newest_year_opens_first(clerk_client, bureau, cycle, item):
    open_cycle(bureau.unit, 2024)

    assert clerk_client.get(reverse("ledger")).url == reverse("ledger-year", args=[cycle.key])


def test_without_any_year_the_page_says_what_to_do(clerk_client):
    response = clerk_client.get(reverse("ledger"))

    assert "去导入报告" in response.content.decode()


def test_only_the_clerk_sees_buttons_that_change_the_ledger(client, clerk_user, leader_user, cycle):
    shown = []
    for user in (clerk_user, leader_user):
        client.force_login(user)
        shown.append("补记问题" in client.get(reverse("ledger-year", args=[cycle.key])).content.decode())

    assert shown == [True, False]


def test_items_sort_by_date_both_ways(clerk_client, bureau, cycle):
    for number, month in ((1, 9), (2, 3), (3, 6)):
        planned(add_promise(cycle, number), bureau, due=datetime.date(2026, month, 1))
    address = reverse("item-list", args=[cycle.key])

    assert titles(clerk_client.get(address)) == ["措施1", "措施2", "措施3"]
    assert titles(clerk_client.get(address, {"sort": "due"})) == ["措施2", "措施3", "措施1"]
    assert titles(clerk_client.get(address, {"sort": "-due"})) == ["措施1", "措施3", "措施2"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "问题2"}, ["措施2"]),
        ({"q": "韩若溪"}, ["措施1"]),
        ({"q": "没有这个词"}, []),
        ({"state": "not_started"}, ["措施1", "措施2"]),
        ({"state": "done"}, []),
        ({"state": "不认识的状态"}, ["措施1", "措施2"]),
        ({"sort": "不认识的列"}, ["措施1", "措施2"]),
        ({"mine": "1"}, []),
    ],
)
def test_search_and_filters(clerk_client, bureau, cycle, query, expected):
    planned(add_promise(cycle, 1), bureau)
    add_promise(cycle, 2)

    assert titles(clerk_client.get(reverse("item-list", args=[cycle.key]), query)) == expected


def test_a_leader_finds_the_own_items(leader_client, bureau, cycle):
    planned(add_promise(cycle, 1), bureau)
    add_promise(cycle, 2)

    assert titles(leader_client.get(reverse("item-list", args=[cycle.key]), {"mine": "1"})) == ["措施1"]


def test_a_filter_that_finds_nothing_says_how_to_get_back(clerk_client, cycle, item):
    page = clerk_client.get(reverse("item-list", args=[cycle.key]), {"q": "没有这个词"}).content.decode()

    assert "没有符合条件的事项" in page


def test_what_is_missing_is_marked_in_the_row(clerk_client, cycle, item):
    page = clerk_client.get(reverse("ledger-year", args=[cycle.key])).content.decode()

    assert [page.count(mark) for mark in ("无责任人", "无时限", "无目标")] == [1, 1, 1]


def test_what_is_there_is_not_marked(clerk_client, bureau, cycle, item):
    planned(item, bureau)

    page = clerk_client.get(reverse("ledger-year", args=[cycle.key])).content.decode()

    assert [page.count(mark) for mark in ("无责任人", "无时限", "无目标")] == [0, 0, 0]
