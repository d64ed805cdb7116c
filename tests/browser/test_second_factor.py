"""From the first sign-in of a clerk to the second, by keyboard alone, where the second factor is required."""

from __future__ import annotations

import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import pyotp
import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from tests.browser.product import PASSWORD, Product
from tests.browser.test_pages import AXE, OVERFLOW
from tests.browser.visitors import DESK, PHONE, Watched

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

FITS = {"sideways": 0, "headings": 1, "barriers": []}


class StrictProduct(Product):
    """Asks for the second factor where the role does, as outside the demo."""

    def _environment(self) -> dict[str, str]:
        return super()._environment() | {"BIHUAN_SECOND_FACTOR": "required"}


@pytest.fixture(scope="module")
def strict(chromium, product, tmp_path_factory) -> Iterator[StrictProduct]:
    strict = StrictProduct(tmp_path_factory.mktemp("strict") / "home")
    strict.start()
    yield strict
    strict.kill()


@pytest.fixture
def watched(chromium, strict) -> Iterator[Watched]:
    context = chromium.new_context(base_url=strict.address, locale="zh-CN", viewport=DESK)
    context.set_default_timeout(10_000)
    yield Watched(context)
    context.close()


def type_in(page: Page, *words: str) -> None:
    """Type one word a field, from the field that has the focus on, and send."""
    expect(page.locator("input:focus")).to_have_count(1)
    for number, word in enumerate(words):
        if number:
            page.keyboard.press("Tab")
        page.keyboard.type(word)
    page.keyboard.press("Enter")


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the control of this name has the focus.

    :raises AssertionError: if that takes more than forty steps.
    """
    seen = []
    for _ in range(40):
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate("document.activeElement.innerText || document.activeElement.labels?.[0]?.innerText")
        )
        if seen[-1] and seen[-1].strip() == name:
            return
    raise AssertionError(seen)


def looked_at(page: Page) -> dict[str, dict]:
    found = {}
    for name, size in (("desk", DESK), ("phone", PHONE)):
        page.set_viewport_size(size)
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE_SCRIPT)
        found[name] = {
            "sideways": page.evaluate(OVERFLOW),
            "headings": page.locator("h1").count(),
            "barriers": page.evaluate(AXE),
        }
    page.set_viewport_size(DESK)
    return found


def path_of(page: Page) -> str:
    return urlsplit(page.url).path


def at_desk(url: str) -> bool:
    return urlsplit(url).path == "/"


def go_on(page: Page, path: str) -> None:
    """Open a page once the last one has all it asked for, its small picture included."""
    page.wait_for_load_state("networkidle")
    page.goto(path)


def sign_in_anew(page: Page) -> None:
    page.context.clear_cookies()
    go_on(page, "/sign-in/")
    type_in(page, "chengban", PASSWORD)


def test_from_the_password_to_the_recovery_code_by_keyboard(watched):
    page, looks = watched.page, {}
    fits = {"desk": FITS, "phone": FITS}

    page.goto("/sign-in/")
    type_in(page, "chengban", PASSWORD)
    page.wait_for_url("**/account/second-factor/")
    expect(page.locator(".page-head")).to_contain_text("您的角色要用第二重验证")
    looks["set up"] = looked_at(page)

    go_on(page, "/ledger/")
    assert path_of(page) == "/account/second-factor/"

    authenticator = pyotp.TOTP(page.locator(".enrolment-key").inner_text().replace(" ", ""))
    tab_to(page, "验证器上现在的6位数字")
    type_in(page, authenticator.now())
    expect(page.locator(".recovery-codes li")).to_have_count(10)
    codes = page.locator(".recovery-codes code").all_inner_texts()
    looks["codes"] = looked_at(page)
    tab_to(page, "已经收好，继续")
    page.keyboard.press("Enter")
    page.wait_for_url(at_desk)

    go_on(page, "/account/")
    looks["account"] = looked_at(page)
    go_on(page, "/account/second-factor/codes/")
    looks["renew"] = looked_at(page)
    sign_in_anew(page)
    page.wait_for_url("**/sign-in/code/")
    looks["code"] = looked_at(page)
    type_in(page, authenticator.at(time.time(), counter_offset=1))
    page.wait_for_url(at_desk)
    sign_in_anew(page)
    page.wait_for_url("**/sign-in/code/")
    type_in(page, codes[0].lower())
    page.wait_for_url(at_desk)

    assert looks == dict.fromkeys(looks, fits)
    assert watched.complaints == []


def test_the_recovery_codes_are_printed_without_the_buttons(chromium, strict):
    context = chromium.new_context(base_url=strict.address, locale="zh-CN", viewport=DESK)
    page = context.new_page()
    page.goto("/sign-in/")
    type_in(page, "juzhang", PASSWORD)
    page.wait_for_url(at_desk)
    page.goto("/account/second-factor/")
    secret = page.locator(".enrolment-key").inner_text().replace(" ", "")
    page.get_by_label("验证器上现在的6位数字").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="完成设置").click()
    expect(page.get_by_role("button", name="打印")).to_be_visible()

    page.emulate_media(media="print")

    expect(page.get_by_role("button", name="打印")).to_be_hidden()
    expect(page.locator(".recovery-codes li")).to_have_count(10)
    context.close()


def test_turning_off_asks_who_it_is(chromium, product):
    """Where nobody must have it, on the ordinary demo."""
    context = chromium.new_context(base_url=product.address, locale="zh-CN", viewport=DESK)
    page = context.new_page()
    page.goto("/sign-in/")
    type_in(page, "fujuzhang", PASSWORD)
    page.wait_for_url(at_desk)
    page.goto("/account/second-factor/")
    secret = page.locator(".enrolment-key").inner_text().replace(" ", "")
    page.get_by_label("验证器上现在的6位数字").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="完成设置").click()
    page.get_by_role("link", name="已经收好，继续").click()

    page.goto("/account/second-factor/off/")
    looks = looked_at(page)
    page.get_by_label("现在的密码或验证码").fill(PASSWORD)
    page.get_by_role("button", name="关闭第二重验证").click()
    page.wait_for_url("**/account/")

    expect(page.get_by_role("link", name="现在设置")).to_be_visible()
    assert looks == {"desk": FITS, "phone": FITS}
    context.close()
