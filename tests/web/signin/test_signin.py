"""Signing in and out."""

from __future__ import annotations

import pytest
from django.urls import reverse

from bihuan.domain.trail.models import Entry
from tests.cast import PASSWORD


def actions() -> list[str]:
    return list(Entry.objects.filter(action__startswith="accounts.session").values_list("action", flat=True))


def test_the_right_password_opens_the_desk_and_is_noted(client, clerk_user):
    response = client.post(reverse("sign-in"), {"username": "clerk", "password": PASSWORD})

    assert (response.status_code, response.url) == (302, reverse("today"))
    assert actions() == ["accounts.session.sign_in"]


@pytest.mark.parametrize(("username", "password"), [("clerk", "wrong"), ("nobody", PASSWORD), ("", "")])
def test_anything_else_says_what_to_check_and_notes_nothing(client, clerk_user, username, password):
    response = client.post(reverse("sign-in"), {"username": username, "password": password})

    assert response.status_code == 422
    assert actions() == []


def test_signing_out_ends_the_session_and_is_noted(clerk_client):
    clerk_client.post(reverse("sign-out"))

    assert clerk_client.get(reverse("today")).status_code == 302
    assert actions() == ["accounts.session.sign_out"]


def test_signing_out_needs_a_post(clerk_client):
    assert clerk_client.get(reverse("sign-out")).status_code == 405


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [("/ledger/", "/ledger/"), ("https://elsewhere.example/", "/"), ("//elsewhere.example/", "/"), ("", "/")],
)
def test_after_signing_in_the_way_leads_only_to_our_own_pages(client, clerk_user, wanted, expected):
    response = client.post(reverse("sign-in"), {"username": "clerk", "password": PASSWORD, "next": wanted})

    assert response.url == expected


def test_demo_sign_ins_show_in_demo_mode_only(client, db, settings):
    shown = []
    for settings.BIHUAN_DEMO in (True, False):
        shown.append("chengban" in client.get(reverse("sign-in")).content.decode())

    assert shown == [True, False]
