"""Signing in at a provider of OpenID Connect that answers as it should."""

from __future__ import annotations

import pytest
from django.urls import reverse

from bihuan.web.sso import fetched
from tests.web.sso.peers.oidc_provider import CLIENT, ec_key, rsa_key
from tests.web.sso.walking import IN, leave, sent_back, walk

pytestmark = pytest.mark.usefixtures("clerk_user", "oidc")


def test_whom_the_provider_names_is_signed_in_and_noted(client, sign_ins):
    response = walk(client)

    assert (response.status_code, response["Location"]) == (302, reverse("today"))
    assert sign_ins(client) == IN


def test_the_question_carries_what_the_answer_must_match(client, provider):
    sent_back(leave(client))

    (question,) = provider.questions
    assert {name: question[name] for name in ("client_id", "response_type", "scope", "redirect_uri")} == {
        "client_id": CLIENT,
        "response_type": "code",
        "scope": "openid",
        "redirect_uri": "http://testserver/sso/oidc/",
    }
    assert question["code_challenge_method"] == "S256"
    assert min(len(question[name]) for name in ("state", "nonce", "code_challenge")) >= 43


def test_every_question_is_a_new_one(client, provider):
    for _ in range(2):
        sent_back(leave(client))

    first, second = provider.questions
    assert [name for name in ("state", "nonce", "code_challenge") if first[name] == second[name]] == []


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("/ledger/?by=item", "/ledger/?by=item"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example/", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_the_way_leads_on_only_to_our_own_pages(client, wanted, expected):
    assert walk(client, wanted)["Location"] == expected


def test_a_page_asked_for_before_is_not_in_the_address_that_comes_back(client, provider):
    assert "ledger" not in sent_back(leave(client, "/ledger/"))


@pytest.mark.parametrize("about", [False, True])
def test_another_claim_may_name_the_user(client, settings, provider, oidc, sign_ins, about):
    settings.BIHUAN_SINGLE_SIGN_ON = type(oidc)(oidc.issuer, CLIENT, oidc.client_secret, "staff")
    provider.person = {"sub": "f81d4fae"}
    (provider.about if about else provider.person)["staff"] = "clerk"

    walk(client)

    assert sign_ins(client) == IN


def test_the_page_about_the_user_is_asked_only_if_the_token_does_not_name_the_user(client, provider):
    walk(client)

    assert "/about" not in provider.asked


@pytest.mark.parametrize(
    "methods", [["client_secret_post"], ["private_key_jwt", "client_secret_basic"], None]
)
def test_the_secret_is_shown_in_the_way_that_the_provider_takes(client, provider, sign_ins, methods):
    provider.announces = {"token_endpoint_auth_methods_supported": methods}

    walk(client)

    assert sign_ins(client) == IN


@pytest.mark.parametrize("alg", ["RS256", "PS384", "ES256"])
def test_signatures_by_a_key_of_the_provider_are_taken(client, provider, sign_ins, alg):
    provider.key = ec_key("curve") if alg == "ES256" else rsa_key("first")
    provider.alg, provider.published = alg, [rsa_key("first"), ec_key("curve")]

    walk(client)

    assert sign_ins(client) == IN


def test_what_the_provider_announced_is_asked_for_once(client, provider):
    for _ in range(3):
        walk(client)
        client.post(reverse("sign-out"))

    assert [provider.asked.count(path) for path in ("/.well-known/openid-configuration", "/keys")] == [1, 1]


def test_a_new_key_of_the_provider_is_found(client, provider, sign_ins, monkeypatch):
    walk(client)
    client.post(reverse("sign-out"))
    monkeypatch.setattr(fetched, "ANEW_EVERY", -1)
    provider.key = rsa_key("second")
    provider.published = [rsa_key("second")]

    walk(client)

    assert sign_ins(client) == (2, True)
    assert provider.asked.count("/keys") == 2


def test_two_tabs_may_be_under_way_at_once(client, sign_ins):
    first, second = leave(client), leave(client)

    answers = [client.get(sent_back(address))["Location"] for address in (first, second)]

    assert answers == [reverse("today")] * 2
    assert sign_ins(client) == IN


def test_whoever_is_signed_in_already_is_not_sent_away(client, provider):
    walk(client)

    response = client.get(reverse("single-sign-on"), {"next": "/ledger/"})

    assert response["Location"] == "/ledger/"
    assert len(provider.questions) == 1


def test_the_session_gets_a_new_number_at_the_sign_in(client):
    address = leave(client)
    before = client.session.session_key

    client.get(sent_back(address))

    assert (before is not None, client.session.session_key != before) == (True, True)


def test_neither_code_nor_secrets_stay_in_the_session(client, oidc, provider):
    walk(client)

    kept = str(dict(client.session.items()))
    (question,) = provider.questions
    assert [
        word for word in (question["state"], question["nonce"], "access", oidc.client_secret) if word in kept
    ] == []
