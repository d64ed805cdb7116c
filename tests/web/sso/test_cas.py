"""Signing in at a CAS server."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from bihuan.web.sso.kinds import Cas
from tests.web.sso.peers.cas_peer import FRAME, cas_peer
from tests.web.sso.peers.ldap_server import closed_port
from tests.web.sso.walking import IN, OUT, leave, sent_back, walk

pytestmark = pytest.mark.usefixtures("clerk_user", "peer")


@pytest.fixture
def peer(settings):
    with cas_peer() as started:
        settings.BIHUAN_SINGLE_SIGN_ON = Cas(started.server)
        yield started


def test_the_owner_of_a_ticket_is_signed_in_and_noted(client, peer, sign_ins):
    response = walk(client, "/ledger/")

    assert (response.status_code, response["Location"]) == (302, "/ledger/")
    assert sign_ins(client) == IN
    assert len(peer.checked) == 1


def test_the_server_is_told_where_to_send_back_and_nothing_else(client, peer):
    parts = urlsplit(leave(client, "/ledger/"))
    asked = parse_qs(parts.query)

    assert f"{parts.scheme}://{parts.netloc}{parts.path}" == f"{peer.server}login"
    assert list(asked) == ["service"]
    service = urlsplit(asked["service"][0])
    assert (service.netloc, service.path, list(parse_qs(service.query))) == (
        "testserver",
        "/sso/cas/",
        ["state"],
    )


@pytest.mark.parametrize(
    ("ticket", "checked"),
    [("ST-1-made-up", 1), ("", 0), ("PT-1-of-a-proxy", 0), ("ST-1\nx", 0), ("ST-" + "x" * 300, 0)],
)
def test_a_ticket_that_was_not_given_proves_nothing(client, peer, sign_ins, ticket, checked):
    state = parse_qs(urlsplit(sent_back(leave(client))).query)["state"][0]

    response = client.get(reverse("single-sign-on-cas"), {"state": state, "ticket": ticket})

    assert (response.status_code, len(peer.checked)) == (400, checked)
    assert sign_ins(client) == OUT


def test_a_ticket_is_good_for_once(client, peer, sign_ins):
    way = sent_back(leave(client))
    client.get(way)
    client.post(reverse("sign-out"))

    assert client.get(way).status_code == 400
    assert sign_ins(client) == (1, False)
    assert len(peer.checked) == 1


def test_a_ticket_that_another_browser_was_given_signs_nobody_in(client, peer, sign_ins):
    way = sent_back(leave(Client()))

    assert client.get(way).status_code == 400
    assert sign_ins(client) == OUT
    assert peer.checked == []


def test_a_stolen_ticket_fits_no_question_of_another(client, sign_ins):
    stolen = parse_qs(urlsplit(sent_back(leave(Client()))).query)["ticket"][0]
    state = parse_qs(urlsplit(sent_back(leave(client))).query)["state"][0]

    response = client.get(reverse("single-sign-on-cas"), {"state": state, "ticket": stolen})

    assert response.status_code == 400
    assert sign_ins(client) == OUT


@pytest.mark.parametrize("person", ["unknown", "Clerk", "clerk "])
def test_whom_nobody_set_up_here_is_told_whom_to_ask(client, peer, sign_ins, person):
    peer.person = person

    response = walk(client)

    assert response.status_code == 403
    assert f"统一身份平台认出了您（{person}）" in response.content.decode()
    assert sign_ins(client) == OUT


ENTITIES = (
    b'<!DOCTYPE r [<!ENTITY name "clerk">]>'
    + FRAME.format(
        "<cas:authenticationSuccess><cas:user>&name;</cas:user></cas:authenticationSuccess>"
    ).encode()
)
ANSWERS = {
    "broken": (200, b"<html>", {}),
    "empty": (200, b"", {}),
    "an error": (500, b"", {}),
    "elsewhere": (302, b"", {"Location": "http://127.0.0.1/"}),
    "with entities": (200, ENTITIES, {}),
    "nothing in it": (200, FRAME.format("").encode(), {}),
}


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_that_is_none_is_said_to_be_silence(client, peer, sign_ins, answer):
    peer.instead = ANSWERS[answer]

    response = walk(client)

    assert response.status_code == 503
    assert "可以用本系统的用户名和密码登录" in response.content.decode()
    assert sign_ins(client) == OUT


def test_a_server_that_is_down_is_said_to_be(client, peer, settings, sign_ins):
    way = sent_back(leave(client))
    settings.BIHUAN_SINGLE_SIGN_ON = Cas(f"http://127.0.0.1:{closed_port()}/cas/")

    assert client.get(way).status_code == 503
    assert sign_ins(client) == OUT


def test_an_empty_user_is_nobody(client, peer, sign_ins):
    peer.person = ""

    assert walk(client).status_code == 400
    assert sign_ins(client) == OUT


@pytest.mark.parametrize("route", ["single-sign-on-oidc", "single-sign-on-directory"])
def test_the_pages_of_the_other_ways_are_not_there(client, route):
    assert client.get(reverse(route)).status_code == 404
