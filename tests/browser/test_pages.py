"""Every page, on an office screen and on a phone: answers, fits, complains of nothing, serves everybody."""

from __future__ import annotations

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.urls import reverse
from playwright.sync_api import Page

from tests.browser.furnishing import furnish
from tests.browser.routes import pages
from tests.browser.visitors import DESK, PHONE, Watched, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

DOWNLOADS = {
    "draft-sample", "register-template", "records-template", "person-find", "place-find", "attachment-file",
}  # fmt: skip
#: Lead to the newest year, and to where one is wanted first; the latter are visited in test_second_factor.
MOVES_ON = {"ledger", "sign-in-code", "second-factor-codes", "second-factor-turn-off"}
#: Only where nothing is set up; visited in test_setting_up.
BEFORE_ALL = {"setup", "setup-unit", "setup-people", "setup-summary", "setup-done"}
#: Who visits a page that the clerk may not open, by the beginning of its name.
VISITORS = {
    "sign-in": "",
    "trail-": "shenji",
    "unit-": "xitong",
    "setup-": "xitong",
    "account-": "xitong",
    "role-": "anquan",
}
VARIANTS = {
    "exchange-batch settled": "exchange-batch",
    "statement-edit cause": "statement-edit",
    "record-detail plan": "record-detail",
    "record-detail case": "record-detail",
    "record-list case": "record-list",
}
NAMES = sorted({*pages(), *VARIANTS} - DOWNLOADS - MOVES_ON - BEFORE_ALL)

AXE = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
    .filter(found => ["serious", "critical"].includes(found.impact))
    .map(found => [found.id, found.nodes.map(node => node.target.join(" ")).join("; ")])"""
OVERFLOW = "() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
FOCUS = """() => {
    const { outlineStyle, boxShadow } = getComputedStyle(document.activeElement);
    const { top, bottom, width } = document.activeElement.getBoundingClientRect();
    const visible = width > 0 && bottom > 0 && top < innerHeight;
    return [document.activeElement.innerText, visible && (outlineStyle !== "none" || boxShadow !== "none")];
}"""

EXPECTED = {"sideways": 0, "headings": 1, "title": True, "focus": ["闭环", True], "barriers": []}


@pytest.fixture(scope="module")
def parameters(chromium, product):
    """The values for the addresses of all pages that have parameters."""
    context = chromium.new_context(base_url=product.address)
    sign_in(context, "chengban")
    furnished = furnish(product, context)
    context.close()
    return furnished


@pytest.fixture(scope="module")
def sessions(chromium, product):
    """One browser context for each visitor, used by all pages; nobody is signed in under no name."""
    options = {"base_url": product.address, "locale": "zh-CN", "viewport": DESK}
    contexts = {name: chromium.new_context(**options) for name in ("chengban", *VISITORS.values())}
    for username in filter(None, contexts):
        sign_in(contexts[username], username).close()
    yield contexts
    for context in contexts.values():
        context.close()


@pytest.mark.parametrize("name", NAMES)
def test_page_fits_complains_of_nothing_and_serves_everybody(sessions, parameters, name):
    visitor = next((who for start, who in VISITORS.items() if name.startswith(start)), "chengban")
    watched = Watched(sessions[visitor])
    page = watched.page
    address = reverse(VARIANTS.get(name, name), kwargs=parameters.get(name))

    answer = page.goto(address, wait_until="load")
    wide = looked_at(page)
    page.set_viewport_size(PHONE)
    narrow = looked_at(page)
    page.close()

    assert answer.status == 200
    assert answer.url.endswith(address), "led somewhere else"
    assert watched.complaints == []
    assert wide == EXPECTED
    assert narrow == EXPECTED


@pytest.mark.parametrize(
    ("username", "address", "status", "heading"),
    [
        ("chengban", "/nowhere/", 404, "没有找到这一页"),
        ("juzhang", "/drafts/new/", 403, "您没有办理这一项的权限"),
    ],
)
def test_refusals_fit_and_serve_everybody(open_context, username, address, status, heading):
    page = open_context(username).new_page()

    answer = page.goto(address)
    wide = looked_at(page)
    page.set_viewport_size(PHONE)
    narrow = looked_at(page)

    assert (answer.status, page.locator("h1").inner_text()) == (status, heading)
    assert (wide, narrow) == (EXPECTED, EXPECTED)


def test_every_page_with_parameters_is_visited(parameters):
    wanted = {name for name, needs in pages().items() if needs}

    assert {VARIANTS.get(name, name) for name in parameters} == wanted


def looked_at(page: Page) -> dict[str, object]:
    """What stands in somebody's way on the page as it is; `EXPECTED` if nothing does."""
    page.locator(".skip-link").focus()
    page.keyboard.press("Tab")
    seen = {
        "sideways": page.evaluate(OVERFLOW),
        "headings": page.locator("h1").count(),
        "title": "闭环" in page.title() and not page.title().startswith(" "),
        "focus": page.evaluate(FOCUS),
    }
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return seen | {"barriers": page.evaluate(AXE)}
