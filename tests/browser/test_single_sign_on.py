"""Signing in elsewhere with a real browser: there, back, and out again, under our content policy."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.product import Product
from tests.browser.test_pages import AXE, OVERFLOW
from tests.browser.visitors import DESK, PHONE, Watched
from tests.web.sso.peers.oidc_provider import CLIENT, SECRET, oidc_provider

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


class ConnectedProduct(Product):
    """The demo, connected to a provider on this machine."""

    issuer = ""

    def _environment(self) -> dict[str, str]:
        file = self.home.with_suffix(".secret")
        file.write_text(SECRET)
        file.chmod(0o600)
        return super()._environment() | {
            "BIHUAN_OIDC_ISSUER": self.issuer,
            "BIHUAN_OIDC_CLIENT_ID": CLIENT,
            "BIHUAN_OIDC_CLIENT_SECRET_FILE": str(file),
        }


@pytest.fixture(scope="module")
def provider():
    with oidc_provider() as started:
        yield started


@pytest.fixture(scope="module")
def connected(chromium, provider, tmp_path_factory):
    product = ConnectedProduct(tmp_path_factory.mktemp("connected") / "home")
    product.issuer = provider.issuer
    product.start()
    yield product
    product.kill()


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def visitor(chromium, connected, request):
    context = chromium.new_context(base_url=connected.address, locale="zh-CN", viewport=request.param)
    context.set_default_timeout(10_000)
    yield Watched(context)
    context.close()


def faults(page) -> dict:
    page.evaluate(AXE_SCRIPT)
    return {"sideways": page.evaluate(OVERFLOW), "barriers": page.evaluate(AXE)}


def go(page) -> None:
    """To the provider and back, by keyboard."""
    page.goto("/sign-in/?next=/ledger/")
    page.get_by_role("link", name="用统一身份登录").focus()
    page.keyboard.press("Enter")


def test_there_and_back_and_out_again(visitor, provider):
    provider.person = {"sub": "chengban"}
    page = visitor.page

    go(page)
    page.wait_for_url(re.compile("/ledger/.+"))
    page.locator("form[action='/sign-out/']").first.evaluate("form => form.requestSubmit()")
    page.wait_for_url("**/sso/signed-out/")

    assert (
        page.get_by_role("link", name="一并退出统一身份平台")
        .get_attribute("href")
        .startswith(provider.issuer)
    )
    assert faults(page) == {"sideways": 0, "barriers": []}
    assert visitor.complaints == []


def test_whom_nobody_set_up_reads_whom_to_ask(visitor, provider):
    provider.person = {"sub": "bu-zai-ce"}
    page = visitor.page

    go(page)
    page.wait_for_url("**/sso/oidc/**")

    assert page.get_by_text("统一身份平台认出了您（bu-zai-ce）").is_visible()
    assert faults(page) == {"sideways": 0, "barriers": []}
