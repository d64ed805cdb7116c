"""The page where a directory is asked, with the same patience for wrong passwords as our own sign-in."""

from __future__ import annotations

import pytest
from django.urls import reverse

from bihuan.web.sso.kinds import Directory
from tests.cast import PASSWORD as OUR_PASSWORD
from tests.web.sso.peers.ldap_server import closed_port, ldap_server
from tests.web.sso.walking import IN, OUT

pytestmark = pytest.mark.usefixtures("clerk_user", "server")

PEOPLE = "ou=people,dc=qinghe,dc=example"
THEIR_PASSWORD = "only-for-tests-elsewhere"
PAGE = "single-sign-on-directory"


@pytest.fixture
def server(settings):
    with ldap_server() as started:
        for name in ("clerk", "unknown"):
            started.add(f"uid={name},{PEOPLE}", THEIR_PASSWORD, uid=[name])
        settings.BIHUAN_SINGLE_SIGN_ON = Directory(started.address, f"uid={{name}},{PEOPLE}", PEOPLE)
        yield started


def send(client, username="clerk", password=THEIR_PASSWORD, **more):
    return client.post(reverse(PAGE), {"username": username, "password": password, **more})


def test_the_button_leads_to_the_page_and_remembers_the_way(client):
    response = client.get(reverse("single-sign-on"), {"next": "/ledger/"})

    assert (response.status_code, response["Location"]) == (302, f"{reverse(PAGE)}?next=%2Fledger%2F")


@pytest.mark.parametrize(
    ("wanted", "expected"), [("/ledger/", "/ledger/"), ("https://elsewhere.example/", "/"), ("", "/")]
)
def test_whom_the_directory_takes_is_signed_in(client, sign_ins, wanted, expected):
    response = send(client, next=wanted)

    assert (response.status_code, response["Location"]) == (302, expected)
    assert sign_ins(client) == IN


@pytest.mark.parametrize("password", ["wrong", OUR_PASSWORD])
def test_a_password_that_the_directory_does_not_take_opens_nothing(client, sign_ins, password):
    response = send(client, password=password)

    assert response.status_code == 422
    assert "统一身份目录不认这个用户名和密码" in response.content.decode()
    assert sign_ins(client) == OUT


def test_without_a_password_the_directory_is_not_asked(client, server, sign_ins):
    assert send(client, password="").status_code == 422
    assert (server.binds, sign_ins(client)) == ([], OUT)


def test_the_password_of_the_directory_is_none_at_our_own_sign_in(client, server):
    response = client.post(reverse("sign-in"), {"username": "clerk", "password": THEIR_PASSWORD})

    assert (response.status_code, server.binds) == (422, [])


def test_whom_nobody_set_up_here_is_told_whom_to_ask(client, sign_ins):
    response = send(client, username="unknown")

    assert response.status_code == 403
    assert "统一身份平台认出了您（unknown）" in response.content.decode()
    assert sign_ins(client) == OUT


def test_after_five_failures_the_directory_is_not_asked_for_a_while(client, server):
    answers = [send(client, password="wrong").status_code for _ in range(5)]

    last = send(client)

    assert (answers, last.status_code, len(server.binds)) == ([422] * 5, 429, 5)
    assert "尝试次数过多" in last.content.decode()


def test_failures_here_and_at_our_own_sign_in_are_counted_together(client, server):
    for _ in range(3):
        client.post(reverse("sign-in"), {"username": "clerk", "password": "wrong"})

    answers = [send(client, password="wrong").status_code for _ in range(3)]

    assert answers == [422, 422, 429]


def test_others_are_not_kept_waiting(client, sign_ins, leader_user, server):
    server.add(f"uid=leader,{PEOPLE}", THEIR_PASSWORD, uid=["leader"])
    for _ in range(6):
        send(client, password="wrong")

    assert send(client, username="leader").status_code == 302


def test_a_directory_that_is_down_counts_no_failure(client, settings, server, sign_ins):
    up = settings.BIHUAN_SINGLE_SIGN_ON
    settings.BIHUAN_SINGLE_SIGN_ON = Directory(f"ldap://127.0.0.1:{closed_port()}", up.bind_as, up.base)
    answers = [send(client).status_code for _ in range(6)]
    settings.BIHUAN_SINGLE_SIGN_ON = up

    assert (answers, send(client).status_code) == ([503] * 6, 302)


def test_our_own_sign_in_stays_open_when_the_directory_is_down(client, settings, sign_ins):
    settings.BIHUAN_SINGLE_SIGN_ON = Directory(f"ldap://127.0.0.1:{closed_port()}", "uid={name}", PEOPLE)

    client.post(reverse("sign-in"), {"username": "clerk", "password": OUR_PASSWORD})

    assert sign_ins(client) == IN


def test_the_log_holds_neither_name_nor_password(client, security_lines):
    for password in ("wrong-secret", THEIR_PASSWORD):
        send(client, username="unknown", password=password)

    text = "\n".join(security_lines)
    assert len(security_lines) == 2
    assert [word for word in ("unknown", "wrong-secret", THEIR_PASSWORD) if word in text] == []


def test_whoever_is_signed_in_already_is_asked_nothing(clerk_client):
    response = clerk_client.get(reverse(PAGE))

    assert (response.status_code, response["Location"]) == (302, "/")


@pytest.mark.parametrize(("method", "status"), [("get", 200), ("head", 200), ("put", 405), ("delete", 405)])
def test_the_page_takes_what_a_page_with_a_form_takes(client, method, status):
    assert getattr(client, method)(reverse(PAGE)).status_code == status


@pytest.mark.parametrize("route", ["single-sign-on-oidc", "single-sign-on-cas"])
def test_the_pages_of_the_other_ways_are_not_there(client, route):
    assert client.get(reverse(route)).status_code == 404
