"""The session warns before it ends, goes on when asked, and a page outlives signing in again elsewhere."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visitors import Watched

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

IDLE_FOR = "seconds => localStorage.setItem('bihuan:seen', Date.now() / 1000 - seconds)"


def warning(page: Page):
    return page.locator("[data-session-warning]")


def test_the_warning_comes_before_the_end_and_can_be_extended(open_context):
    watched = Watched(open_context("chengban"))
    page = watched.page
    page.goto("/")
    expect(warning(page)).to_be_hidden()

    page.evaluate(IDLE_FOR, 1650)
    expect(warning(page)).to_contain_text("登录将在")
    page.get_by_role("button", name="继续使用").click()

    expect(warning(page)).to_be_hidden()
    assert watched.complaints == []


def test_another_tab_at_work_keeps_the_warning_away(open_context):
    context = open_context("chengban")
    idle, busy = context.new_page(), context.new_page()
    idle.goto("/")
    idle.evaluate(IDLE_FOR, 1650)
    expect(warning(idle)).to_be_visible()

    busy.goto("/ledger/")

    expect(warning(idle)).to_be_hidden()


def test_when_it_is_over_the_page_says_how_to_keep_what_was_typed(open_context):
    page = open_context("chengban").new_page()
    page.goto("/")

    page.evaluate(IDLE_FOR, 1800)

    expect(warning(page)).to_contain_text("请不要关闭本页")
    expect(page.get_by_role("button", name="继续使用")).to_be_hidden()
    page.get_by_role("button", name="知道了").click()
    expect(warning(page)).to_be_hidden()
