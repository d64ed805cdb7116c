"""What a provider, or somebody who pretends to be one, must not get by with."""

from __future__ import annotations

import base64
import json
import time
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from joserfc import jwt
from joserfc.jwk import OctKey

from bihuan.domain.trail import journal
from bihuan.web.sso import pending
from tests.web.sso.peers.oidc_provider import CLIENT, SECRET, rsa_key
from tests.web.sso.walking import IN, OUT, leave, sent_back, walk

pytestmark = pytest.mark.usefixtures("clerk_user", "oidc")


def unsigned(claims):
    parts = [json.dumps(part).encode() for part in ({"alg": "none", "kid": "first"}, claims)]
    return ".".join([*(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts), ""])


def signed_with_secret(secret, claims):
    header = {"alg": "HS256", "kid": "first"}
    return jwt.encode(header, claims, OctKey.import_key(secret), algorithms=["HS256"])


def tampered(provider, claims):
    header, _, signature = provider.signed_with(rsa_key("first"), {**claims, "sub": "leader"}).split(".")
    return f"{header}.{unsigned(claims).split('.')[1]}.{signature}"


def signed_by_another(claims):
    header = {"alg": "RS256", "kid": "first"}
    return jwt.encode(header, claims, rsa_key("forged"), algorithms=["RS256"])


FORGERIES = {
    "another key under the same name": lambda provider, claims: signed_by_another(claims),
    "a key that nobody published": lambda provider, claims: provider.signed_with(rsa_key("forged"), claims),
    "no signature": lambda provider, claims: unsigned(claims),
    "the client's secret": lambda provider, claims: signed_with_secret(SECRET, claims),
    "other claims under the signature": tampered,
    "no token at all": lambda provider, claims: "clerk",
    "nothing": lambda provider, claims: "",
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_token_that_the_provider_did_not_sign_proves_nothing(client, provider, sign_ins, forgery):
    provider.sign = lambda claims: FORGERIES[forgery](provider, claims)

    assert walk(client).status_code == 400
    assert sign_ins(client) == OUT


def at_the_time(claims):
    """Claims with the times that are given as seconds from now: tests start long after they are collected."""
    times = {name: int(time.time()) + claims[name] for name in TIMES if isinstance(claims.get(name), int)}
    return {**claims, **times}


TIMES = ("iat", "exp", "nbf")
WRONG_CLAIMS = {
    "another issuer": {"iss": "https://elsewhere.example"},
    "no issuer": {"iss": None},
    "another audience": {"aud": "another-system"},
    "no audience": {"aud": None},
    "several audiences and no party": {"aud": [CLIENT, "another-system"]},
    "another party": {"azp": "another-system"},
    "another question": {"nonce": "n" * 43},
    "no question": {"nonce": None},
    "expired": {"iat": -600, "exp": -120},
    "without end": {"exp": None},
    "an end that is no time": {"exp": "tomorrow"},
    "from the future": {"iat": 600},
    "not valid yet": {"nbf": 600},
    "nobody": {"sub": None},
    "a number for a name": {"sub": 1},
    "an empty name": {"sub": ""},
    "another access token": {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"},
}


@pytest.mark.parametrize("wrong", WRONG_CLAIMS)
def test_a_token_that_is_not_for_us_now_and_for_this_question_proves_nothing(
    client, provider, sign_ins, wrong
):
    provider.claims = at_the_time(WRONG_CLAIMS[wrong])

    assert walk(client).status_code == 400
    assert sign_ins(client) == OUT


FITTING_CLAIMS = {
    "several audiences and we the party": {"aud": [CLIENT, "another-system"], "azp": CLIENT},
    "a clock half a minute behind": {"exp": -5, "iat": -600},
    "a list of one audience": {"aud": [CLIENT]},
}


@pytest.mark.parametrize("fitting", FITTING_CLAIMS)
def test_what_only_looks_odd_is_taken(client, provider, sign_ins, fitting):
    provider.claims = at_the_time(FITTING_CLAIMS[fitting])

    walk(client)

    assert sign_ins(client) == IN


WRONG_WAYS = {
    "another issuer answers": {"iss": "https://elsewhere.example"},
    "no issuer, though announced": {"iss": None},
    "another state": {"state": "s" * 43},
    "no state": {"state": None},
    "no code": {"code": None},
    "a code that nobody gave": {"code": "made-up"},
}


@pytest.mark.parametrize("wrong", WRONG_WAYS)
def test_an_answer_that_fits_no_question_proves_nothing(client, provider, sign_ins, wrong):
    provider.back = WRONG_WAYS[wrong]

    assert walk(client).status_code == 400
    assert sign_ins(client) == OUT


def test_a_provider_that_never_names_itself_need_not(client, provider, sign_ins):
    provider.announces = {"authorization_response_iss_parameter_supported": None}
    provider.back = {"iss": None}

    walk(client)

    assert sign_ins(client) == IN


def test_the_state_is_good_for_once(client, provider, sign_ins):
    way = sent_back(leave(client))
    client.get(way)
    client.post(reverse("sign-out"))

    assert client.get(way).status_code == 400
    assert sign_ins(client) == (1, False)
    assert provider.asked.count("/token") == 1


def test_a_code_is_good_for_once_even_with_a_new_state(client, provider, sign_ins):
    way = sent_back(leave(client))
    client.get(way)
    client.post(reverse("sign-out"))
    provider.back = {"code": parse_qs(urlsplit(way).query)["code"][0]}

    assert walk(client).status_code == 400
    assert sign_ins(client) == (1, False)


def test_the_answer_to_another_browser_signs_nobody_in(client, provider, sign_ins):
    """An attacker who signs in elsewhere and sends the last address to somebody else (login CSRF)."""
    way = sent_back(leave(Client()))

    assert client.get(way).status_code == 400
    assert sign_ins(client) == OUT
    assert "/token" not in provider.asked


def test_a_stolen_code_is_no_use_to_another_browser(client, provider, sign_ins):
    """The code of one, put under the question of another: the verifier does not fit (PKCE)."""
    stolen = parse_qs(urlsplit(sent_back(leave(Client()))).query)["code"][0]
    provider.back = {"code": stolen}

    assert walk(client).status_code == 400
    assert sign_ins(client) == OUT


@pytest.mark.parametrize(("minutes", "expected"), [(9, IN), (11, OUT), (-1, OUT)])
def test_a_question_waits_ten_minutes(client, sign_ins, monkeypatch, minutes, expected):
    way = sent_back(leave(client))
    now = time.time()

    class Clock:
        @staticmethod
        def time() -> float:
            return now + 60 * minutes

    monkeypatch.setattr(pending, "time", Clock)
    client.get(way)

    assert sign_ins(client) == expected


def test_only_the_last_five_questions_wait(client, sign_ins):
    ways = [sent_back(leave(client)) for _ in range(6)]

    assert client.get(ways[0]).status_code == 400
    assert client.get(ways[1]).status_code == 302
    assert sign_ins(client) == IN


def test_the_page_about_the_user_must_speak_of_the_same_user(client, settings, provider, oidc, sign_ins):
    settings.BIHUAN_SINGLE_SIGN_ON = type(oidc)(oidc.issuer, CLIENT, SECRET, "staff")
    provider.about = {"sub": "another", "staff": "clerk"}

    assert walk(client).status_code == 400
    assert sign_ins(client) == OUT


def test_a_claim_that_nobody_sends_names_nobody(client, settings, oidc, sign_ins):
    settings.BIHUAN_SINGLE_SIGN_ON = type(oidc)(oidc.issuer, CLIENT, SECRET, "staff")

    assert walk(client).status_code == 400
    assert sign_ins(client) == OUT


def test_when_the_provider_declines_the_page_says_whom_to_ask(client, provider, sign_ins):
    provider.back = {"code": None, "error": "access_denied"}

    response = walk(client)

    assert response.status_code == 403
    assert "统一身份平台没有放行这次登录" in response.content.decode()
    assert sign_ins(client) == OUT


def test_a_question_that_was_declined_cannot_be_answered_later(client, provider, sign_ins):
    way = sent_back(leave(client))
    state = parse_qs(urlsplit(way).query)["state"][0]
    client.get(reverse("single-sign-on-oidc"), {"state": state, "iss": provider.issuer, "error": "no"})

    assert client.get(way).status_code == 400
    assert sign_ins(client) == OUT


@pytest.mark.parametrize("name", ["stranger-to-us", "Clerk", " clerk", "clerk ", "x" * 51, "clerk\0"])
def test_whom_nobody_set_up_here_is_told_whom_to_ask(client, provider, sign_ins, name):
    provider.claims = {"sub": name}

    response = walk(client)

    shown = name.replace("\0", "")[:50]
    assert response.status_code == 403
    assert (
        f"统一身份平台认出了您（{shown}），但本系统没有启用的同名账号。请把这个名称告诉本单位系统管理员，由其开通。"
        in response.content.decode()
    )
    assert sign_ins(client) == OUT


def test_whom_nobody_set_up_here_is_not_sent_round_in_a_circle(client, provider):
    """The provider would send the same person back at once."""
    provider.claims = {"sub": "unknown"}

    page = walk(client).content.decode()

    assert "再试一次" not in page
    assert f'<a class="button button-primary" href="{reverse("sign-in")}">' in page


def test_a_name_is_shown_as_text(client, provider):
    provider.claims = {"sub": "<b>clerk</b>"}

    assert "<b>clerk</b>" not in walk(client).content.decode()


def test_a_disabled_user_stays_outside(client, clerk_user, sign_ins):
    with journal.opened():
        clerk_user.is_active = False
        clerk_user.save()

    assert walk(client).status_code == 403
    assert sign_ins(client) == OUT


def test_the_log_says_why_and_holds_no_code_and_no_token(client, provider, security_lines):
    provider.claims = {"aud": "another-system"}

    walk(client)

    assert security_lines == [
        "single sign-on failed NotProven (ID token: InvalidClaimError invalid_claim: Invalid claim: 'aud')"
        " address=127.0.0.1"
    ]
