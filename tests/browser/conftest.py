"""One product and one Chromium for all browser tests of a session."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.product import Product
from tests.browser.visitors import DESK, sign_in

NAMES = ("chromium", "chromium-browser", "google-chrome")

OpenContext = Callable[..., BrowserContext]

#: Milliseconds. Hashing passwords and recovery codes is slow on purpose; no test measures time.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A running Chromium; without one the tests are skipped, or fail where REQUIRE_BROWSER=1."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        missing = "没有找到 Chromium，浏览器测试没有运行。安装：make browser"
        pytest.fail(missing) if os.environ.get("REQUIRE_BROWSER") == "1" else pytest.skip(missing)
    # Playwright's event loop lives in this thread; Django must not take it for its own.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def product(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The demo as it stands after the first ``make run``."""
    product = Product(tmp_path_factory.mktemp("product") / "home")
    product.start()
    yield product
    product.kill()


@pytest.fixture(scope="session")
def states(chromium: Browser, product: Product) -> dict[str, dict]:
    """Signed-in sessions, one a user, made when first asked for."""
    return {}


@pytest.fixture
def open_context(chromium: Browser, product: Product, states: dict[str, dict]) -> Iterator[OpenContext]:
    """A function that opens a browser context for a user (or for nobody), closed after the test."""
    opened: list[BrowserContext] = []

    def open_for(username: str = "", **options) -> BrowserContext:
        if username and username not in states:
            states[username] = _signed_in(chromium, product, username)
        options = {"viewport": DESK, "locale": "zh-CN", "base_url": product.address, **options}
        opened.append(chromium.new_context(storage_state=states.get(username), **options))
        opened[-1].set_default_timeout(10_000)
        return opened[-1]

    yield open_for
    for context in opened:
        context.close()


@pytest.fixture
def clerk_page(open_context: OpenContext) -> Page:
    """A page of the clerk's at the size of an office screen."""
    return open_context("chengban").new_page()


def _signed_in(chromium: Browser, product: Product, username: str) -> dict:
    context = chromium.new_context(base_url=product.address)
    sign_in(context, username)
    state = context.storage_state()
    context.close()
    return state
