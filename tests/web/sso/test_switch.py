"""With nothing set there is nothing to see; with something set there is one button."""

from __future__ import annotations

import pytest
from django.urls import reverse

from bihuan.web.sso.urls import urlpatterns

ROUTES = [pattern.name for pattern in urlpatterns]
METHODS = ["get", "head", "post", "put", "patch", "delete", "options"]


def button(client, wanted: str = "") -> str:
    """The address of the button on the sign-in page; empty if there is none."""
    page = client.get(reverse("sign-in"), {"next": wanted} if wanted else {}).content.decode()
    before, found, _ = page.partition('">用统一身份登录</a>')
    return before.rpartition('href="')[2] if found else ""


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("route", ROUTES)
def test_where_it_is_off_there_is_no_such_page(client, db, route, method):
    assert getattr(client, method)(reverse(route)).status_code == 404


def test_where_it_is_off_there_is_no_button(client, db):
    assert button(client) == ""


@pytest.mark.usefixtures("oidc")
@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("", "/sso/?next=/"),
        ("/ledger/?by=item", "/sso/?next=/ledger/%3Fby%3Ditem"),
        ("//elsewhere", "/sso/?next=/"),
    ],
)
def test_where_it_is_on_the_button_remembers_where_the_way_was_to_lead(client, db, wanted, expected):
    assert button(client, wanted) == expected


@pytest.mark.usefixtures("oidc")
@pytest.mark.parametrize("method", [method for method in METHODS if method != "get"])
@pytest.mark.parametrize("route", ["single-sign-on", "single-sign-on-oidc"])
def test_going_and_coming_back_are_gets(client, db, provider, route, method):
    assert getattr(client, method)(reverse(route)).status_code == 405
    assert provider.asked == []


@pytest.mark.usefixtures("oidc")
def test_showing_the_button_asks_nobody_and_writes_no_session(client, db, provider, settings):
    button(client)

    assert (provider.asked, list(client.cookies)) == ([], [settings.CSRF_COOKIE_NAME])
