"""The page on which a password is changed, and being led there."""

from __future__ import annotations

import datetime

import pytest
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bihuan.domain.accounts.models import User
from bihuan.domain.accounts.operations.passwords import reset_password
from bihuan.domain.trail.actor import SYSTEM
from bihuan.domain.trail.models import Entry
from tests.cast import PASSWORD

NEW = "Green-Rice-1"
PAGE = "/password/"


def fields(**changed) -> dict[str, str]:
    return {"current": PASSWORD, "new": NEW, "again": NEW} | changed


def test_the_page_says_the_rules_of_the_profile_in_force(clerk_client, settings):
    said = {}
    for settings.BIHUAN_PASSWORDS in ("dengbao", "asvs"):
        text = clerk_client.get(PAGE).content.decode()
        said[settings.BIHUAN_PASSWORDS] = ("每90天更换一次" in text, "至少15个字符" in text)

    assert said == {"dengbao": (True, False), "asvs": (False, True)}


def test_a_changed_password_is_noted_and_the_session_goes_on(clerk_client, clerk_user):
    before = clerk_client.session.session_key

    response = clerk_client.post(PAGE, fields())

    assert (response.status_code, response.url) == (302, reverse("today"))
    assert clerk_client.get(reverse("today")).status_code == 200
    assert clerk_client.session.session_key != before
    clerk_user.refresh_from_db()
    assert clerk_user.check_password(NEW)
    assert Entry.objects.latest("pk").action == "accounts.password.change"


def test_other_sessions_of_the_user_end(clerk_client, clerk_user, leader_user):
    elsewhere, colleague = Client(), Client()
    elsewhere.force_login(clerk_user)
    colleague.force_login(leader_user)

    clerk_client.post(PAGE, fields())

    assert elsewhere.get(reverse("today")).status_code == 302
    assert colleague.get(reverse("today")).status_code == 200


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"current": "wrong"}, "current", "现在的密码不对，没有更改。"),
        ({"new": "Short-1", "again": "Short-1"}, "new", "太短：至少要10个字符。"),
        ({"again": "Green-Rice-2"}, "again", "两遍输入的新密码不一样。"),
        ({"new": "", "again": ""}, "new", "这个字段是必填项。"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_changes(
    clerk_client, clerk_user, changed, field, sentence
):
    before = Entry.objects.count()

    response = clerk_client.post(PAGE, fields(**changed))

    assert response.status_code == 422
    assert response.context["form"].errors[field] == [sentence]
    assert Entry.objects.count() == before
    assert User.objects.get(pk=clerk_user.pk).password == clerk_user.password


def test_no_password_is_ever_sent_back(clerk_client):
    response = clerk_client.post(PAGE, fields(current="wrong"))

    assert NEW not in response.content.decode()


def test_with_a_temporary_password_every_page_leads_to_the_change(client, clerk_user):
    reset_password(user=clerk_user, actor=SYSTEM, password="temporary")
    client.post(reverse("sign-in"), {"username": "clerk", "password": "temporary"})

    led = [client.get(path).get("Location") for path in ("/", "/ledger/", "/drafts/")]

    assert led == [PAGE] * 3
    assert "您用的是临时密码" in client.get(PAGE).content.decode()
    client.post(PAGE, fields(current="temporary"))
    assert client.get("/").status_code == 200


def test_with_a_temporary_password_one_can_still_sign_out(client, clerk_user):
    reset_password(user=clerk_user, actor=SYSTEM, password="temporary")
    client.post(reverse("sign-in"), {"username": "clerk", "password": "temporary"})

    assert client.post(reverse("sign-out")).url == reverse("sign-in")


@pytest.mark.parametrize(
    ("days", "profile", "expected"), [(91, "dengbao", 302), (89, "dengbao", 200), (91, "asvs", 200)]
)
def test_a_password_past_its_days_must_be_changed(
    clerk_client, clerk_user, settings, days, profile, expected
):
    settings.BIHUAN_PASSWORDS = profile
    long_ago = timezone.now() - datetime.timedelta(days=days)
    QuerySet(User).filter(pk=clerk_user.pk).update(password_set_at=long_ago)

    assert clerk_client.get("/").status_code == expected


def test_changing_needs_a_sign_in(client, db):
    assert client.get(PAGE).status_code == 302
    assert client.post(PAGE, fields()).status_code == 302
