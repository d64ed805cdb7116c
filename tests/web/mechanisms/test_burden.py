"""The burden meter says what the ledgers cost, never who typed."""

from __future__ import annotations

import datetime

import pytest

from tests.records import theme_day

pytestmark = pytest.mark.django_db
ADDRESS = "/mechanisms/burden/?year=2026"


def test_months_and_the_year_add_up(clerk_client, branch):
    theme_day(branch, details={"place": "二楼"})
    theme_day(
        branch,
        on=datetime.date(2026, 4, 3),
        counts_in=["theme-day", "party-lecture"],
        values={"party-lecture.lecturer_is": "member"},
    )

    page = clerk_client.get(ADDRESS).content.decode()

    assert "2026年手工填写6栏，登记2条；一条记录又计入别的台账1次" in page
    assert page.index("主题党日</a>") < page.index("合计")


def test_nobody_is_named(clerk_client, branch, bureau):
    theme_day(branch, details={"host": bureau.head})

    page = clerk_client.get(ADDRESS).content.decode()

    assert bureau.head.name not in page


def test_a_year_without_records_says_what_to_do(clerk_client, branch):
    theme_day(branch)

    assert "这一年还没有记录" in clerk_client.get("/mechanisms/burden/?year=2025").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_any_number(clerk_client, branch, rows, django_assert_num_queries):
    for month in range(rows):
        theme_day(branch, on=datetime.date(2026, month + 1, 9))
    clerk_client.get(ADDRESS)

    with django_assert_num_queries(4):
        clerk_client.get(ADDRESS)


def test_who_reads_no_records_finds_no_page(sysadmin_client):
    assert sysadmin_client.get(ADDRESS).status_code == 404
