"""Sessions end: when idle, after a day's work, everywhere at once, and with the account."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse

from bihuan.domain.accounts.models import User
from bihuan.domain.trail.models import Entry
from bihuan.web.signin import limits
from tests.cast import PASSWORD

MINUTE = 60
DESK = "/"


@pytest.fixture
def clock(monkeypatch):
    class Clock:
        now = 1_800_000_000.0

        def time(self) -> float:
            return self.now

    clock = Clock()
    monkeypatch.setattr(limits, "time", clock)
    return clock


@pytest.fixture
def session(clock, clerk_client):
    """The clerk's client, signed in at the clock's first moment."""
    return clerk_client


@pytest.mark.parametrize(("minutes", "expected"), [(0, 200), (29, 200), (30, 200), (31, 302), (600, 302)])
def test_half_an_hour_without_a_request_ends_the_session(session, clock, minutes, expected):
    clock.now += minutes * MINUTE

    assert session.get(DESK).status_code == expected


def test_each_request_lets_it_go_on(session, clock):
    answers = []
    for _ in range(5):
        clock.now += 25 * MINUTE
        answers.append(session.get(DESK).status_code)

    assert answers == [200] * 5


def test_eight_hours_after_signing_in_it_ends_for_everybody(session, clock):
    answers = []
    for _ in range(17):
        clock.now += 29 * MINUTE
        answers.append(session.get(DESK).status_code)

    assert answers == [200] * 16 + [302]


def test_extending_lets_it_go_on_but_not_past_eight_hours(session, clock):
    for _ in range(16):
        clock.now += 29 * MINUTE
        assert session.post(reverse("session-extend")).status_code == 204

    clock.now += 29 * MINUTE
    assert session.post(reverse("session-extend")).status_code == 302


@pytest.mark.parametrize("hours", [1, 24, 24 * 365])
def test_a_clock_that_was_put_back_ends_no_session_and_lengthens_none(session, clock, hours):
    clock.now -= hours * 60 * MINUTE

    answers = []
    for _ in range(18):
        answers.append(session.get(DESK).status_code)
        clock.now += 29 * MINUTE

    assert answers == [200] * 17 + [302]


@pytest.mark.parametrize(("minutes", "expected"), [(30, 200), (31, 302)])
def test_after_the_clock_was_put_back_idleness_counts_from_the_next_request(
    session, clock, minutes, expected
):
    clock.now -= 24 * 60 * MINUTE
    session.get(DESK)

    clock.now += minutes * MINUTE

    assert session.get(DESK).status_code == expected


def test_a_clock_that_jumps_ahead_ends_the_session_and_nothing_stays_behind(session, clock):
    clock.now += 24 * 60 * MINUTE
    assert session.get(DESK).status_code == 302

    clock.now -= 24 * 60 * MINUTE
    assert session.get(DESK).status_code == 302


def test_a_session_of_before_the_limits_ends(session):
    changed = session.session
    del changed[limits.STARTED], changed[limits.SEEN]
    changed.save()

    assert session.get(DESK).status_code == 302


def test_every_sign_in_starts_the_clock_before_any_page_was_asked_for():
    code = (
        "import django; django.setup(); from django.contrib.auth.signals import user_logged_in as said; "
        "from bihuan.web.signin.limits import start; "
        "print(start in [receiver() for _, receiver, *_ in said.receivers])"
    )
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "bihuan.config.settings_test"}

    found = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True)

    assert found.stdout == "True\n"


def test_an_ended_session_is_gone_from_the_server(session, clock):
    before = session.session.session_key
    clock.now += 31 * MINUTE
    session.get(DESK)
    clock.now -= 31 * MINUTE

    other = Client()
    other.cookies["bihuan_session"] = before
    assert other.get(DESK).status_code == 302


def test_within_a_minute_no_page_writes_the_session(session, clock):
    clock.now += 59
    assert not session.get(DESK).wsgi_request.session.modified

    clock.now += 1
    assert session.get(DESK).wsgi_request.session.modified


def test_the_page_knows_when_to_warn(session, clock):
    clock.now += 10 * MINUTE

    text = session.get(DESK).content.decode()

    assert 'data-idle="1740" data-left="28200"' in text


def test_the_sign_in_page_warns_of_nothing(client, db):
    assert "data-session-warning" not in client.get(reverse("sign-in")).content.decode()


def test_the_session_number_changes_at_sign_in(client, clerk_user):
    anonymous = client.session
    anonymous["x"] = 1
    anonymous.save()
    client.cookies["bihuan_session"] = anonymous.session_key

    client.post(reverse("sign-in"), {"username": "clerk", "password": PASSWORD})

    assert client.session.session_key != anonymous.session_key


def test_signing_out_everywhere_ends_every_session_of_that_user_only(clerk_client, clerk_user, leader_user):
    elsewhere, colleague = Client(), Client()
    elsewhere.force_login(clerk_user)
    colleague.force_login(leader_user)

    response = clerk_client.post(reverse("sign-out-everywhere"))

    assert response.url == reverse("sign-in")
    assert [each.get(DESK).status_code for each in (clerk_client, elsewhere, colleague)] == [302, 302, 200]
    assert Entry.objects.latest("pk").action == "accounts.session.end_all"


def test_a_disabled_user_is_cut_at_once(clerk_client, clerk_user):
    assert clerk_client.get(DESK).status_code == 200

    QuerySet(User).filter(pk=clerk_user.pk).update(is_active=False)

    assert clerk_client.get(DESK).status_code == 302
    assert clerk_client.post(reverse("session-extend")).status_code == 302


@pytest.mark.parametrize("route", ["sign-out-everywhere", "session-extend"])
def test_ending_and_extending_need_a_post_and_a_sign_in(clerk_client, route):
    assert clerk_client.get(reverse(route)).status_code == 405
    assert Client().post(reverse(route)).status_code == 302
