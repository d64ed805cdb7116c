"""The tree of units by keyboard and without script, its buttons' focus; the search from anywhere."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.product import Product
from tests.browser.visitors import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

OFFICE = "办公室"
GROUP = "综合文秘组"


@pytest.fixture(scope="module")
def group(product: Product, chromium) -> str:
    """The name of a unit below the office of the demo, made by the 系统管理员."""
    context = chromium.new_context(base_url=product.address)
    page = sign_in(context, "xitong")
    page.goto(f"/units/{product.key('organizations_unit where name = ' + repr(OFFICE))}/add/")
    page.get_by_label("名称").fill(GROUP)
    page.get_by_role("button", name="设立").click()
    page.wait_for_url("**/units/*/")
    context.close()
    return GROUP


def test_a_level_opens_by_keyboard_and_is_loaded_then(open_context, group):
    page = open_context("xitong").new_page()
    page.goto("/units/")
    expect(page.get_by_role("link", name=group, exact=True)).to_have_count(0)

    page.get_by_label(f"{OFFICE}的下级，1个").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("link", name=group, exact=True)).to_be_visible()


def test_without_script_a_level_is_a_link_away(open_context, group):
    page = open_context("xitong", java_script_enabled=False).new_page()
    page.goto("/units/")

    page.get_by_label(f"{OFFICE}的下级，1个").click()
    page.get_by_role("link", name=f"看“{OFFICE}”的1个下级").click()

    expect(page.get_by_role("link", name=group, exact=True)).to_be_visible()
    expect(page.locator("h1")).to_have_text(f"{OFFICE}的下级")


def test_a_moved_unit_keeps_the_focus_on_its_button(open_context, product):
    root = product.key("organizations_unit where parent_id is null")
    page = open_context("xitong").new_page()
    page.goto(f"/units/{root}/")

    for _ in range(2):
        page.get_by_label("把“信息中心”上移").press("Enter")
        page.wait_for_url("**moved=**")

    expect(page.get_by_label("把“信息中心”上移")).to_be_focused()


def test_the_search_is_one_key_away_from_every_page(clerk_page):
    clerk_page.goto("/coverage/")

    clerk_page.keyboard.press("/")
    clerk_page.keyboard.type("沈砚秋")
    clerk_page.keyboard.press("Enter")
    clerk_page.wait_for_url("**/search/?q=*")

    expect(clerk_page.get_by_role("heading", name="人员")).to_be_visible()
    expect(clerk_page.get_by_role("link", name="沈砚秋", exact=True)).to_be_visible()
