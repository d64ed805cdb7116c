"""The pages of a mechanism that is kept until a day: no longer offered, and its ledger stays readable."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from bihuan.domain.ledgers.models import Activity
from tests.records import theme_day

pytestmark = pytest.mark.django_db
LAST = datetime.date(2026, 4, 30)
OFFERS = ("new/", "import/", "series/new/")


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *given: datetime.date(2026, 5, 8))


def text(answer):
    return answer.content.decode()


@pytest.mark.parametrize(("last", "gone"), [(LAST, True), (datetime.date(2026, 5, 8), False)])
def test_it_leaves_the_catalogue_for_a_place_below(clerk_client, branch, retire, last, gone):
    theme_day(branch)
    retire("theme-day", last)

    answer = clerk_client.get("/mechanisms/")

    offered = [line.mechanism.code for _, lines in answer.context["groups"] for line in lines]
    assert ("theme-day" in offered, "已停止登记" in text(answer)) == (not gone, gone)
    assert ("记到2026年4月30日，共1条，只供查阅" in text(answer)) == gone


def test_an_empty_ledger_leaves_the_catalogue_altogether(clerk_client, branch, retire):
    retire("theme-day", LAST)

    assert "主题党日" not in text(clerk_client.get("/mechanisms/"))


def test_a_search_finds_it_below(clerk_client, branch, retire):
    theme_day(branch)
    retire("theme-day", LAST)

    found, other = (text(clerk_client.get("/mechanisms/", {"q": words})) for words in ("主题党", "党课"))

    assert ("已停止登记" in found, "没有这样的台账" in found) == (True, False)
    assert "已停止登记" not in other


@pytest.mark.parametrize(("last", "open_"), [(LAST, False), (datetime.date(2026, 5, 8), True)])
def test_its_ledger_is_read_and_offers_nothing_new(clerk_client, branch, retire, last, open_):
    record = theme_day(branch)
    retire("theme-day", last)

    page = text(clerk_client.get("/mechanisms/theme-day/?year=0"))
    detail = text(clerk_client.get(f"/mechanisms/activity/{record.key}/"))

    assert ("3月主题党日" in page, "这种台账记到2026年4月30日为止" in page) == (True, not open_)
    assert [f"/mechanisms/theme-day/{offer}" in page for offer in OFFERS[:2]] == [open_] * 2
    assert ("照此再记" in detail, "修改" in detail) == (open_, True)


@pytest.mark.parametrize("offer", OFFERS)
def test_an_address_that_somebody_kept_says_it_in_one_sentence(clerk_client, branch, retire, offer):
    assert clerk_client.get(f"/mechanisms/theme-day/{offer}").status_code == 200
    retire("theme-day", LAST)

    answer = clerk_client.get(f"/mechanisms/theme-day/{offer}")

    assert (answer.status_code, "记到2026年4月30日为止，以后不再登记" in text(answer)) == (409, True)


def test_a_form_that_was_open_over_the_day_enters_nothing(clerk_client, branch, retire):
    form = {"on": "2026-04-29", "title": "4月主题党日", "unit": str(branch.key)}
    retire("theme-day", LAST)

    answer = clerk_client.post("/mechanisms/theme-day/new/", form)

    assert (answer.status_code, Activity.objects.count()) == (409, 0)


def test_it_is_no_longer_offered_beside_another(clerk_client, branch, retire):
    offered = text(clerk_client.get("/mechanisms/party-lecture/new/"))
    meeting = theme_day(branch, counts_in=["general-meeting"])
    retire("theme-day", LAST)
    after = text(clerk_client.get("/mechanisms/party-lecture/new/"))
    page = clerk_client.get(f"/mechanisms/activity/{meeting.key}/count/")

    assert ('value="theme-day"' in offered, 'value="theme-day"' in after) == (True, False)
    assert "theme-day" not in [each.code for each, _ in page.context["possible"]]


def test_where_it_counts_already_it_stays_ticked(clerk_client, branch, retire):
    record = theme_day(branch, counts_in=["theme-day", "general-meeting"])
    retire("theme-day", LAST)

    page = clerk_client.get(f"/mechanisms/activity/{record.key}/count/")

    assert ("theme-day", True) in [(each.code, ticked) for each, ticked in page.context["possible"]]


def test_its_series_are_read_and_none_is_offered(clerk_client, branch, retire):
    retire("theme-day", LAST)

    page = text(clerk_client.get("/mechanisms/theme-day/series/"))

    assert ("不再排系列" in page, "/series/new/" in page) == (True, False)


@pytest.mark.parametrize(("period", "asked"), [("?year=2026", True), ("?year=2027", False)])
def test_its_numbers_are_asked_for_the_time_in_which_it_was_kept(clerk_client, branch, retire, period, asked):
    theme_day(branch)
    retire("theme-day", datetime.date(2026, 12, 31))

    answer = clerk_client.get(f"/facts/{period}&unit={branch.key}")

    codes = [mechanism.code for _, found in answer.context["groups"] for mechanism, _ in found]
    assert ("theme-day" in codes) == asked


def test_the_norms_page_says_why_nothing_is_asked(clerk_client, branch, retire):
    retire("theme-day", LAST)

    page = text(clerk_client.get(f"/mechanisms/theme-day/norms/?unit={branch.key}&year=2026"))

    assert "不适用：这种台账记到2026年4月30日为止，以后不再要求" in page
