"""After signing out here, who came from elsewhere is told that the other side still knows them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from bihuan.web.sso.kinds import Cas, Directory, Oidc
from tests.cast import PASSWORD
from tests.web.sso.peers.ldap_server import closed_port
from tests.web.sso.peers.oidc_provider import CLIENT, SECRET
from tests.web.sso.walking import walk

pytestmark = pytest.mark.usefixtures("clerk_user")
SIGNED_OUT = "single-sign-on-signed-out"


def by_password(client):
    client.post(reverse("sign-in"), {"username": "clerk", "password": PASSWORD})


@pytest.mark.usefixtures("oidc")
@pytest.mark.parametrize("way_out", ["sign-out", "sign-out-everywhere"])
@pytest.mark.parametrize(("way_in", "leads_to"), [(walk, SIGNED_OUT), (by_password, "sign-in")])
def test_only_who_came_from_elsewhere_is_told(client, way_in, way_out, leads_to):
    way_in(client)

    response = client.post(reverse(way_out))

    assert (response.status_code, response["Location"]) == (302, reverse(leads_to))
    assert client.get(reverse("today")).status_code == 302


@pytest.mark.usefixtures("oidc")
def test_the_way_in_is_remembered_from_the_last_sign_in_only(client):
    walk(client)
    client.post(reverse("sign-out"))
    by_password(client)

    assert client.post(reverse("sign-out"))["Location"] == reverse("sign-in")


@pytest.mark.usefixtures("oidc")
def test_where_single_sign_on_was_switched_off_meanwhile_nothing_is_said_of_it(client, settings):
    walk(client)
    settings.BIHUAN_SINGLE_SIGN_ON = None

    assert client.post(reverse("sign-out"))["Location"] == reverse("sign-in")


@pytest.mark.usefixtures("oidc")
def test_the_page_offers_the_way_out_that_the_provider_announces(client, provider):
    page = client.get(reverse(SIGNED_OUT)).content.decode()

    back = "http%3A%2F%2Ftestserver%2Fsign-in%2F"
    address = f"{provider.issuer}/end?client_id={CLIENT}&amp;post_logout_redirect_uri={back}"
    assert f'<a class="button button-primary" href="{address}">一并退出统一身份平台</a>' in page


@pytest.mark.usefixtures("oidc")
def test_the_page_offers_nothing_that_the_provider_does_not_announce(client, provider):
    provider.announces = {"end_session_endpoint": None}

    page = client.get(reverse(SIGNED_OUT)).content.decode()

    assert "一并退出统一身份平台" not in page
    assert "请关闭浏览器" in page


def test_the_page_does_without_a_provider_that_is_down(client, settings):
    settings.BIHUAN_SINGLE_SIGN_ON = Oidc(f"http://127.0.0.1:{closed_port()}", CLIENT, SECRET)

    response = client.get(reverse(SIGNED_OUT))

    assert (response.status_code, "请关闭浏览器" in response.content.decode()) == (200, True)


def test_cas_is_left_by_its_own_page(client, settings):
    settings.BIHUAN_SINGLE_SIGN_ON = Cas("https://cas.qinghe.example/cas/")

    page = client.get(reverse(SIGNED_OUT)).content.decode()

    service = "http%3A%2F%2Ftestserver%2Fsign-in%2F"
    assert f'href="https://cas.qinghe.example/cas/logout?service={service}"' in page


def test_a_directory_remembers_nobody(client, settings):
    settings.BIHUAN_SINGLE_SIGN_ON = Directory("ldaps://dir.qinghe.example", "uid={name}", "")

    assert client.get(reverse(SIGNED_OUT))["Location"] == reverse("sign-in")


@pytest.mark.usefixtures("oidc")
def test_whoever_is_still_signed_in_is_led_to_the_desk(clerk_client):
    assert clerk_client.get(reverse(SIGNED_OUT))["Location"] == reverse("today")
