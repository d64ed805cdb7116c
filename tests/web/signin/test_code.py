"""The second step of signing in: until a right code comes, nobody is signed in."""

from __future__ import annotations

import logging

import pytest
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse

from bihuan.domain.accounts.models import User
from bihuan.domain.accounts.operations.passwords import reset_password
from bihuan.domain.trail.actor import SYSTEM
from bihuan.domain.trail.models import Change, Entry
from tests.authenticators import enrolled, wrong_code
from tests.cast import PASSWORD

PAGE = "/sign-in/code/"
DESK = "/"
MINUTE = 60


def give_password(client, username="clerk", **more):
    fields = {"username": username, "password": PASSWORD, **more}
    return client.post(reverse("sign-in"), fields)


def give_code(client, code):
    return client.post(PAGE, {"code": code})


def is_in(client) -> bool:
    return client.get(DESK).status_code == 200


@pytest.fixture
def waiting(client, telephone):
    """A browser where the clerk's right password was given."""
    give_password(client)
    return client


def test_the_right_password_alone_opens_nothing(client, telephone):
    response = give_password(client)

    assert response.url == PAGE
    assert not is_in(client)
    assert "_auth_user_id" not in client.session
    assert not Entry.objects.filter(action="accounts.session.sign_in").exists()


def test_the_code_opens_the_desk_and_both_are_noted(waiting, telephone):
    response = give_code(waiting, telephone.code())

    assert (response.status_code, response.url) == (302, DESK)
    assert is_in(waiting)
    told = Change.objects.get(field="signed_in_from")
    assert told.after == '"未知浏览器，127.0.0.1，密码和验证码"'
    assert told.entry.action == "accounts.session.sign_in"


@pytest.mark.parametrize("written", ["wide", "spaced", "recovery"])
def test_a_code_is_taken_however_it_is_written(waiting, telephone, written):
    digits = telephone.code()
    wide = digits.translate({ord("0") + n: ord("０") + n for n in range(10)})
    codes = {
        "wide": wide,
        "spaced": f" {digits[:3]} {digits[3:]} ",
        "recovery": telephone.recovery[7].lower(),
    }

    give_code(waiting, codes[written])

    assert is_in(waiting)


@pytest.mark.parametrize("code", ["wrong", "", "12345678901234567890123456789012345678901", "ABCD-EFGH-JKLM"])
def test_anything_else_opens_nothing(waiting, telephone, code):
    response = give_code(waiting, wrong_code(telephone) if code == "wrong" else code)

    assert response.status_code == 422
    assert not is_in(waiting)


def test_a_replayed_code_opens_no_second_session(waiting, telephone):
    code = telephone.code()
    give_code(waiting, code)
    elsewhere = Client()
    give_password(elsewhere)

    assert give_code(elsewhere, code).status_code == 422
    assert not is_in(elsewhere)


def test_a_recovery_code_opens_once(waiting, telephone):
    give_code(waiting, telephone.recovery[0])
    elsewhere = Client()
    give_password(elsewhere)

    assert give_code(elsewhere, telephone.recovery[0]).status_code == 422
    assert give_code(elsewhere, telephone.recovery[1]).status_code == 302


@pytest.mark.parametrize(("seconds", "expected"), [(299, True), (301, False), (-1, False), (-3600, False)])
def test_the_code_must_come_within_five_minutes(waiting, telephone, clock, seconds, expected):
    clock.now += seconds

    give_code(waiting, telephone.recovery[0])

    assert is_in(waiting) is expected


def test_too_late_leads_back_and_says_so(waiting, telephone, clock):
    clock.now += 301

    page = waiting.post(PAGE, {"code": telephone.code()}, follow=True)

    assert page.redirect_chain == [("/sign-in/", 302)]
    assert "请重新登录" in page.content.decode()


def test_without_a_password_there_is_no_second_step(client, telephone):
    assert client.get(PAGE).url == reverse("sign-in")
    assert give_code(client, telephone.code()).url == reverse("sign-in")
    assert not is_in(client)


def test_fields_of_the_form_cannot_say_who_is_expected(client, telephone):
    forged = {"user": telephone.user.pk, "waiting_for_code": telephone.user.pk, "code": telephone.code()}

    client.post(PAGE, forged)

    assert not is_in(client)


def test_another_users_code_does_not_help(waiting, telephone, leader_user):
    other = enrolled(leader_user)

    assert give_code(waiting, other.code()).status_code == 422
    assert give_code(waiting, other.recovery[0]).status_code == 422


@pytest.mark.parametrize("forged", ["user", "mark"])
def test_a_waiting_session_of_an_other_user_is_not_believed(waiting, telephone, leader_user, forged):
    """Even whoever could write into the session would need what only the server can compute."""
    session = waiting.session
    session["waiting_for_code"] |= {"user": leader_user.pk} if forged == "user" else {"mark": "0" * 64}
    session.save()

    assert give_code(waiting, telephone.code()).url == reverse("sign-in")
    assert not is_in(waiting)


def test_the_session_number_changes_at_each_step(client, telephone):
    planted = client.session
    planted["x"] = 1
    planted.save()
    client.cookies["bihuan_session"] = planted.session_key

    give_password(client)
    waiting = client.session.session_key
    give_code(client, telephone.code())

    assert len({planted.session_key, waiting, client.session.session_key}) == 3
    for old in (planted.session_key, waiting):
        thief = Client()
        thief.cookies["bihuan_session"] = old
        assert not is_in(thief)
        assert thief.get(PAGE).status_code == 302


@pytest.mark.parametrize("change", ["password", "disabled"])
def test_who_was_shut_out_meanwhile_does_not_get_in(waiting, telephone, change):
    if change == "password":
        reset_password(user=telephone.user, actor=SYSTEM, password="temporary")
    else:
        QuerySet(User).filter(pk=telephone.user.pk).update(is_active=False)

    give_code(waiting, telephone.code())

    assert not is_in(waiting)


def test_wrong_codes_wait_and_the_right_password_wipes_nothing(client, telephone, clock):
    answers = []
    for _ in range(5):
        give_password(client)
        answers.append(give_code(client, wrong_code(telephone)).status_code)
    give_password(client)

    assert answers == [422] * 5
    assert give_code(client, telephone.code()).status_code == 429
    assert not is_in(client)
    clock.now += 61
    assert give_code(client, telephone.code()).status_code == 302


def test_a_right_code_wipes_the_slate(client, telephone, clock):
    for _ in range(2):
        give_password(client)
        answers = [give_code(client, wrong_code(telephone)).status_code for _ in range(4)]
        assert answers == [422] * 4
        clock.now += 30
        assert give_code(client, telephone.code()).status_code == 302
        client.post(reverse("sign-out"))


def test_a_colleague_is_not_shut_out_by_wrong_codes(waiting, telephone, leader_user):
    for _ in range(10):
        give_code(waiting, wrong_code(telephone))

    colleague = Client()
    assert give_password(colleague, "leader").url == DESK


def test_neither_log_nor_page_repeats_a_code(waiting, telephone, monkeypatch):
    lines = []
    handler = logging.Handler()
    monkeypatch.setattr(handler, "emit", lambda record: lines.append(record.getMessage()))
    log = logging.getLogger("bihuan.security")
    log.addHandler(handler)
    wrong = wrong_code(telephone)

    page = give_code(waiting, wrong).content.decode()
    log.removeHandler(handler)

    assert lines == [f"code failed user={telephone.user.key} address=127.0.0.1"]
    assert telephone.secret not in page


@pytest.mark.parametrize(
    ("wanted", "expected"), [("/ledger/", "/ledger/"), ("https://elsewhere.example/", DESK), ("", DESK)]
)
def test_the_way_on_is_kept_through_both_steps(client, telephone, wanted, expected):
    give_password(client, next=wanted)

    assert give_code(client, telephone.code()).url == expected


def test_a_form_that_waited_is_still_there_after_both_steps(client, telephone, clock):
    client.force_login(telephone.user)
    clock.now += 31 * MINUTE
    client.post("/ledger/?from=form", {"text": "写了半小时"})

    give_password(client)

    assert give_code(client, telephone.code()).url == reverse("form-kept")
    assert "写了半小时" in client.get(reverse("form-kept")).content.decode()


def test_who_is_signed_in_needs_no_second_step(waiting, telephone):
    give_code(waiting, telephone.code())

    assert waiting.get(PAGE).url == DESK
    assert give_code(waiting, telephone.code()).url == DESK


def test_after_a_recovery_code_the_page_says_how_many_are_left(waiting, telephone):
    page = waiting.post(PAGE, {"code": telephone.recovery[0]}, follow=True).content.decode()

    assert "您用掉了一个恢复码，还剩9个" in page


def test_after_six_digits_the_page_says_nothing_of_the_kind(waiting, telephone):
    page = waiting.post(PAGE, {"code": telephone.code()}, follow=True).content.decode()

    assert "恢复码" not in page


def test_without_a_second_factor_nothing_is_asked(client, clerk_user):
    assert give_password(client).url == DESK
    assert is_in(client)
