"""One mechanism of each shape, as a clerk goes: enter a record, find it in the list, see the number rise."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]


def _judged(page: Page) -> None:
    """A criterion, met."""
    page.get_by_role("link", name="加条目").click()
    page.get_by_label("条目").fill("按期换届")
    page.get_by_role("button", name="加上").click()
    page.get_by_role("link", name="登记自查情况").click()
    page.get_by_label("达到", exact=True).check()
    page.get_by_label("凭据").fill("换届批复")
    page.get_by_role("button", name="登记").click()


def _chosen(page: Page) -> None:
    """A branch, nominated and chosen."""
    page.get_by_role("link", name="推荐").click()
    page.locator("select[name=nominee_unit]").select_option(label="机关第一党支部")
    page.get_by_role("button", name="推荐").click()
    page.get_by_role("link", name="评定", exact=True).click()
    page.get_by_role("button", name="评定").click()


def _nothing_more(page: Page) -> None:
    """The record counts as it was entered."""


#: Shape, mechanism, the number that rises by one, its own choice, and what is done after entering.
JOURNEYS: list[tuple[str, str, str, dict[str, str], Callable[[Page], None]]] = [
    ("activity", "party-group-meeting", "sessions", {}, _nothing_more),
    ("case", "hotline", "received", {}, _nothing_more),
    ("plan", "key-projects", "projects", {}, _nothing_more),
    ("scorecard", "branch-standards", "checks", {}, _judged),
    ("poll", "members-thinking", "polls", {}, _nothing_more),
    ("register", "rules-register", "active", {}, _nothing_more),
    ("award", "member-awards", "branches", {"category": "branch"}, _chosen),
]


@pytest.mark.parametrize(
    ("shape", "code", "number", "chosen", "finish"), JOURNEYS, ids=[each[0] for each in JOURNEYS]
)
def test_journey(open_context, shape, code, number, chosen, finish):
    page, title = open_context("chengban").new_page(), f"浏览器里记的一条{shape}"
    before = _number(page, f"{code}.{number}")

    page.goto(f"/mechanisms/{code}/")
    page.get_by_role("link", name="记一条").first.click()
    page.locator("input[name=title]").fill(title)
    _fill_what_is_required(page)
    for name, value in chosen.items():
        page.locator(f"select[name='{code}.{name}']").select_option(value)
    page.get_by_role("button", name="记入台账").click()
    expect(page.locator("h1")).to_contain_text(title)
    finish(page)

    page.goto(f"/mechanisms/{code}/")
    page.get_by_role("link", name=title).click()
    expect(page.locator("h1")).to_contain_text(title)
    assert _number(page, f"{code}.{number}") == before + 1
    page.locator(f'a.facts-value[href*="fact={code}.{number}&"]').click()
    expect(page.get_by_role("link", name=title)).to_be_visible()


def _number(page: Page, code: str) -> int:
    page.goto("/facts/")
    return int(page.locator(f'a.facts-value[href*="fact={code}&"]').inner_text())


def _fill_what_is_required(page: Page) -> None:
    """Whatever the form asks for besides the title, with something that fits."""
    required = page.locator("form.mechanisms-form :required:visible")
    for control in required.all():
        kind = control.evaluate("each => each.tagName === 'SELECT' ? 'select' : each.type")
        if kind == "select":
            control.select_option(index=1)
        elif not control.input_value():
            control.fill("6" if kind == "number" else "写明情况")
