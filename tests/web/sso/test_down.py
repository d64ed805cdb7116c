"""A provider that is down, slow, endless or not what it says: one sentence, and nobody waits long."""

from __future__ import annotations

import gzip
import json
import time

import pytest
import requests
from django.urls import reverse

from bihuan.web.sso import connections, fetched
from bihuan.web.sso.connections import guarded
from bihuan.web.sso.failures import PeerSilent
from bihuan.web.sso.fetched import Fetched
from bihuan.web.sso.kinds import Oidc
from tests.cast import PASSWORD
from tests.web.sso.peers.certificates import certificate
from tests.web.sso.peers.ldap_server import closed_port
from tests.web.sso.peers.oidc_provider import CLIENT, SECRET, oidc_provider
from tests.web.sso.peers.serving import QuietHandler, serving
from tests.web.sso.walking import IN, OUT, leave, sent_back, walk

DISCOVERY = "/.well-known/openid-configuration"


@pytest.fixture
def down(settings, clerk_user):
    settings.BIHUAN_SINGLE_SIGN_ON = Oidc(f"http://127.0.0.1:{closed_port()}", CLIENT, SECRET)


@pytest.mark.usefixtures("down")
def test_a_provider_that_is_down_is_said_to_be_with_the_other_way_in(client, sign_ins):
    response = client.get(reverse("single-sign-on"))

    page = response.content.decode()
    assert response.status_code == 503
    assert "统一身份平台现在没有应答，请过一会儿再试。急用时，可以用本系统的用户名和密码登录。" in page
    assert f'<a class="button" href="{reverse("sign-in")}">用本系统的用户名和密码登录</a>' in page
    assert f'<a class="button button-primary" href="{reverse("single-sign-on")}">再试一次</a>' in page
    assert sign_ins(client) == OUT


@pytest.mark.usefixtures("down")
def test_our_own_sign_in_stays_open(client, sign_ins):
    client.get(reverse("single-sign-on"))

    client.post(reverse("sign-in"), {"username": "clerk", "password": PASSWORD})

    assert sign_ins(client) == IN


DOCUMENTS = {
    "no json": (200, b"<html>", {}),
    "no object": (200, b"[]", {}),
    "an error": (500, b"{}", {}),
    "elsewhere": (302, b"", {"Location": "/elsewhere"}),
}


@pytest.mark.usefixtures("clerk_user", "oidc")
@pytest.mark.parametrize("answer", DOCUMENTS)
@pytest.mark.parametrize("path", [DISCOVERY, "/keys", "/token"])
def test_an_answer_that_is_none_is_said_to_be_silence(client, provider, sign_ins, path, answer):
    provider.instead = {path: DOCUMENTS[answer]}

    response = walk(client) if path != DISCOVERY else client.get(reverse("single-sign-on"))

    assert response.status_code == 503
    assert "/elsewhere" not in provider.asked
    assert sign_ins(client) == OUT


ANNOUNCED = {
    "another issuer": {"issuer": "https://elsewhere.example"},
    "an open way": {"token_endpoint": "http://elsewhere.example/token"},
    "no address": {"authorization_endpoint": "javascript:alert(1)"},
    "nothing": {"jwks_uri": None},
    "a number": {"jwks_uri": 5},
}


@pytest.mark.usefixtures("clerk_user", "oidc")
@pytest.mark.parametrize("announced", ANNOUNCED)
def test_a_document_that_cannot_be_trusted_leads_nowhere(client, provider, announced):
    provider.announces = ANNOUNCED[announced]

    assert client.get(reverse("single-sign-on")).status_code == 503


@pytest.mark.usefixtures("clerk_user", "oidc")
def test_keys_that_we_do_not_know_do_not_hide_the_others(client, provider, sign_ins):
    keys = provider.told("/keys")
    strange = [{"kty": "SM2", "kid": "a"}, {"kty": "oct", "kid": "first", "k": "AAAA"}]
    provider.instead = {"/keys": (200, json.dumps({"keys": [*strange, *keys["keys"]]}).encode(), {})}

    walk(client)

    assert sign_ins(client) == IN


@pytest.mark.parametrize(("trusted", "expected"), [(True, 302), (False, 503)])
def test_over_https_the_provider_must_prove_who_it_is(
    client, clerk_user, settings, tmp_path, trusted, expected
):
    file = certificate(tmp_path)
    with oidc_provider(file) as provider:
        ca = str(file if trusted else certificate(tmp_path, address="127.0.0.2"))
        settings.BIHUAN_SINGLE_SIGN_ON = Oidc(provider.issuer, CLIENT, SECRET, ca=ca)

        assert client.get(reverse("single-sign-on")).status_code == expected
        assert provider.asked == ([DISCOVERY] if trusted else [])


def test_the_whole_way_over_https(client, clerk_user, settings, tmp_path, sign_ins):
    file = certificate(tmp_path)
    with oidc_provider(file) as provider:
        settings.BIHUAN_SINGLE_SIGN_ON = Oidc(provider.issuer, CLIENT, SECRET, ca=str(file))

        client.get(sent_back(leave(client), ca=str(file)))

    assert sign_ins(client) == IN


class Slow(QuietHandler):
    """Never silent for long, never done."""

    def respond(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000000")
        self.end_headers()
        for _ in range(40):
            self.wfile.write(b" " * int(self.path.strip("/")))
            self.wfile.flush()
            time.sleep(0.05)


@pytest.mark.parametrize("piece", [1, 20_000])
def test_an_answer_that_never_ends_is_cut_off(monkeypatch, piece):
    monkeypatch.setattr(connections, "LONGEST", 0.3 if piece == 1 else 60)
    monkeypatch.setattr(connections, "LARGEST", 60_000)
    begun = time.monotonic()

    with serving(Slow) as address, pytest.raises(requests.ConnectionError):
        guarded(requests.Session(), ca="").get(f"{address}/{piece}")

    assert time.monotonic() - begun < 1.5


class Packed(QuietHandler):
    """In chunks and compressed, as many a server in front of a provider answers."""

    protocol_version = "HTTP/1.1"
    text = b"0123456789" * 5_000

    def respond(self) -> None:
        self.send_response(200)
        for name, value in {"Transfer-Encoding": "chunked", "Content-Encoding": "gzip"}.items():
            self.send_header(name, value)
        self.end_headers()
        packed = gzip.compress(self.text)
        for piece in (packed[:50], packed[50:], b""):
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))


def test_an_answer_in_compressed_chunks_is_read_whole():
    with serving(Packed) as address:
        assert guarded(requests.Session(), ca="").get(address).content == Packed.text


def test_an_answer_is_measured_as_it_unfolds(monkeypatch):
    monkeypatch.setattr(connections, "LARGEST", 40_000)

    with serving(Packed) as address, pytest.raises(requests.ConnectionError):
        guarded(requests.Session(), ca="").get(address)


def test_a_server_that_says_nothing_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(connections, "TIMEOUT", (0.2, 0.2))
    begun = time.monotonic()

    class Mute(QuietHandler):
        def respond(self) -> None:
            time.sleep(3)

    with serving(Mute) as address, pytest.raises(requests.RequestException):
        guarded(requests.Session(), ca="").get(address)

    assert time.monotonic() - begun < 2


def test_nothing_of_the_environment_changes_where_we_ask(monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{closed_port()}")

    class Here(QuietHandler):
        def respond(self) -> None:
            self.answer(b"here")

    with serving(Here) as address:
        assert guarded(requests.Session(), ca="").get(address).text == "here"


@pytest.fixture
def clock(monkeypatch):
    class Clock:
        now = 1000.0

        def monotonic(self) -> float:
            return self.now

    monkeypatch.setattr(fetched, "time", clock := Clock())
    return clock


@pytest.mark.parametrize(("minutes", "expected"), [(0, 1), (59, 1), (61, 2)])
def test_what_was_fetched_is_kept_for_an_hour(clock, minutes, expected):
    asked = []
    kept = Fetched(lambda: asked.append(1) or "value")
    kept.get()
    clock.now += 60 * minutes

    assert (kept.get(), len(asked)) == ("value", expected)


@pytest.mark.parametrize(("seconds", "expected"), [(0, 1), (14, 1), (16, 2)])
def test_a_silence_is_remembered_for_moments(clock, seconds, expected):
    asked = []

    def silent():
        asked.append(1)
        raise PeerSilent

    kept = Fetched(silent)
    for wait in (0, seconds):
        clock.now += wait
        with pytest.raises(PeerSilent):
            kept.get()

    assert len(asked) == expected


@pytest.mark.parametrize(("seconds", "expected"), [(59, 1), (61, 2)])
def test_keys_are_asked_for_anew_at_most_once_a_minute(clock, seconds, expected):
    asked = []
    kept = Fetched(lambda: asked.append(1) or "value")
    kept.get()
    clock.now += seconds
    kept.get(anew=True)

    assert len(asked) == expected
