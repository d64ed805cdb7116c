"""An empty home becomes a bureau, by keyboard alone, on an office screen and on a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.product import Product
from tests.browser.test_pages import EXPECTED, looked_at
from tests.browser.visitors import DESK, PHONE, Watched

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture
def fresh(chromium, tmp_path) -> Iterator[Product]:
    product = Product(tmp_path / "fresh" / "home", demo=False)
    product.start()
    yield product
    product.kill()


def typed(page: Page, *words: str) -> None:
    """Type into one field after another; an empty word passes a field by."""
    for word in words:
        page.keyboard.type(word)
        page.keyboard.press("Tab")


def looked_at_both(page: Page) -> list[dict[str, object]]:
    """The page at both sizes, left at the larger one."""
    found = []
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        found.append(looked_at(page))
    return found


def test_from_the_code_to_the_first_sign_in_by_keyboard(chromium: Browser, fresh: Product):
    code = re.search(r"设置码：(\S+)", fresh.home.with_suffix(".log").read_text())[1]
    watched = Watched(chromium.new_context(base_url=fresh.address, locale="zh-CN", viewport=DESK))
    page, seen = watched.page, {}
    page.goto("/ledger/")

    expect(page).to_have_url(f"{fresh.address}/setup/")
    expect(page.get_by_label("设置码")).to_be_focused()
    page.keyboard.type(code.lower())
    page.keyboard.press("Enter")

    expect(page.get_by_label("单位名称")).to_be_focused()
    typed(page, "青禾县水务局", "水务局")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="系统管理员")).to_be_visible()
    page.get_by_label("姓名").first.focus()
    typed(page, "管一铭", "801", "guanyiming", "Qinghe-2026-shui", "Qinghe-2026-shui", "")
    typed(page, "安如山", "802", "anrushan")
    seen["people"] = looked_at_both(page)
    page.get_by_role("button", name="下一步：核对").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_text("安如山，工号 802")).to_be_visible()
    expect(page.get_by_text("党委", exact=True)).to_be_visible()
    seen["summary"] = looked_at_both(page)
    page.get_by_role("button", name="建立单位和账号").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("青禾县水务局已建立")
    seen["done"] = looked_at_both(page)
    page.get_by_role("button", name="已经记下，去登录").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_label("用户名")).to_be_focused()
    assert page.goto("/setup/").status == 404
    page.goto("/sign-in/")
    expect(page.get_by_label("用户名")).to_be_focused()
    page.keyboard.type("guanyiming")
    page.keyboard.press("Tab")
    page.keyboard.type("Qinghe-2026-shui")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{fresh.address}/account/second-factor/")
    assert seen == {name: [EXPECTED, EXPECTED] for name in ("people", "summary", "done")}
    assert [said for said in watched.complaints if "404" not in said] == []
    assert fresh.rows("select count(*) from organizations_unit") == [(1,)]
    assert not (fresh.home / "keys" / "setup-code").exists()


def test_the_first_steps_fit_and_serve_everybody(chromium: Browser, fresh: Product):
    code = (fresh.home / "keys" / "setup-code").read_text()
    page = chromium.new_context(base_url=fresh.address, locale="zh-CN", viewport=DESK).new_page()
    page.goto("/")
    first = looked_at_both(page)
    page.get_by_label("设置码").fill("ABCD")
    page.keyboard.press("Enter")
    expect(page.get_by_text("设置码不对")).to_be_visible()
    wrong = looked_at_both(page)
    page.get_by_label("设置码").fill(code)
    page.keyboard.press("Enter")
    expect(page.get_by_label("单位名称")).to_be_visible()

    assert [first, wrong, looked_at_both(page)] == [[EXPECTED, EXPECTED]] * 3


def test_a_power_cut_between_two_steps_loses_nothing(chromium: Browser, fresh: Product):
    code = (fresh.home / "keys" / "setup-code").read_text()
    page = chromium.new_context(base_url=fresh.address, locale="zh-CN", viewport=DESK).new_page()
    page.goto("/")
    page.get_by_label("设置码").fill(code)
    page.keyboard.press("Enter")
    page.get_by_label("单位名称").fill("青禾县水务局")
    page.get_by_role("button", name="下一步").click()
    expect(page.get_by_role("heading", name="系统管理员")).to_be_visible()

    fresh.kill()
    fresh.start()
    page.goto("/")

    expect(page.get_by_label("单位名称")).to_have_value("青禾县水务局")
