"""Who visits: screen sizes, signing in, and a page that remembers what it complained of."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Page

from tests.browser.product import PASSWORD

DESK = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}


def sign_in(context: BrowserContext, username: str) -> Page:
    """The first page after signing in, by the form that everybody uses."""
    page = context.new_page()
    page.goto("/sign-in/")
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url("**/")
    return page


#: What the browser says of a request that it gave up on itself because its page was left.
LEFT = "net::ERR_ABORTED"


class Watched:
    """A page with all the errors and warnings of its console, and the addresses that failed."""

    def __init__(self, context: BrowserContext) -> None:
        self.page, self.complaints = context.new_page(), []
        self.page.on("console", lambda said: said.type in ("error", "warning") and self._note(said.text))
        self.page.on("pageerror", lambda failure: self._note(str(failure)))
        self.page.on("requestfailed", lambda request: request.failure != LEFT and self._note(request.url))

    def _note(self, complaint: str) -> None:
        self.complaints.append(complaint)
