"""A form sent after its session ended is not lost, and only its author gets it back."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from bihuan.domain.trail.models import Entry
from bihuan.web.signin import limits
from tests.cast import PASSWORD

TYPED = "写了半小时的一段话。\n第二行<b>"
FORM = {"seen": "3", "request_key": "k", "text": TYPED, "owner": ["一", "二"]}
PATH = "/ledger/?from=form"


@pytest.fixture
def ended(clerk_client, monkeypatch):
    """The clerk's client, an hour after the last request."""

    class Clock:
        now = 1_800_000_000.0

        def time(self) -> float:
            return self.now

    clock = Clock()
    monkeypatch.setattr(limits, "time", clock)
    session = clerk_client.session
    session[limits.STARTED] = session[limits.SEEN] = int(clock.now) - 3600
    session.save()
    return clerk_client


def sign_in(client, username="clerk"):
    return client.post(reverse("sign-in"), {"username": username, "password": PASSWORD})


def test_what_was_typed_waits_until_its_author_has_signed_in(ended):
    before = Entry.objects.count()
    assert ended.post(PATH, FORM).url.startswith("/sign-in/?next=")
    assert Entry.objects.count() == before

    assert sign_in(ended).url == reverse("form-kept")

    page = ended.get(reverse("form-kept"))
    assert page.context["path"] == PATH
    assert page.context["fields"] == [
        ["seen", "3"],
        ["request_key", "k"],
        ["text", TYPED],
        ["owner", "一"],
        ["owner", "二"],
    ]
    assert "第二行&lt;b&gt;" in page.content.decode()


def test_it_waits_too_if_another_request_had_ended_the_session(ended):
    ended.get("/")

    ended.post(PATH, FORM)

    assert sign_in(ended).url == reverse("form-kept")


def test_somebody_else_at_the_same_browser_does_not_get_it(ended, leader_user):
    ended.post(PATH, FORM)

    assert sign_in(ended, "leader").url == reverse("today")
    assert "form_kept" not in ended.session
    page = ended.get(reverse("form-kept")).content.decode()
    assert "没有等待提交的内容" in page
    assert "写了半小时" not in page


def test_before_signing_in_nobody_sees_it(ended):
    answer = ended.post(PATH, FORM)

    assert TYPED not in ended.get(answer.url).content.decode()
    assert ended.get(reverse("form-kept")).status_code == 302


def test_of_strangers_nothing_is_kept(client, db):
    client.post(PATH, FORM)

    assert Session.objects.count() == 0


def test_a_form_without_its_token_is_not_kept(ended):
    ended.handler.enforce_csrf_checks = True

    assert ended.post(PATH, FORM).status_code == 403
    assert "form_kept" not in ended.session


@pytest.mark.parametrize(
    ("fields", "headers"),
    [
        ({"file": SimpleUploadedFile("a.txt", b"x"), "text": TYPED}, {}),
        ({"text": "长" * 1_000_001}, {}),
        ({"text": TYPED}, {"HX-Request": "true"}),
    ],
)
def test_files_books_and_background_requests_are_not_kept(ended, fields, headers):
    ended.post(PATH, fields, headers=headers)

    assert "form_kept" not in ended.session


@pytest.mark.parametrize(
    ("route", "fields"),
    [
        ("password-change", {"current": PASSWORD, "new": "Green-Rice-1"}),
        ("sign-out", {}),
        ("session-extend", {}),
    ],
)
def test_passwords_and_ways_out_are_not_kept(ended, route, fields):
    ended.post(reverse(route), fields)

    assert "form_kept" not in ended.session
