"""Setting up the second factor on its page, being led there, and what is shown only once."""

from __future__ import annotations

import re

import pyotp
import pytest
from django.test import Client
from django.urls import reverse

from bihuan.domain.accounts import queries
from bihuan.domain.accounts.models import SecondFactor
from bihuan.domain.accounts.operations import second_factor
from bihuan.domain.accounts.operations.passwords import reset_password
from bihuan.domain.accounts.second_factor_steps import factor_of
from bihuan.domain.trail.actor import SYSTEM
from bihuan.domain.trail.models import Change, Entry, Request
from bihuan.web.account import enrolment
from tests.authenticators import reading
from tests.cast import PASSWORD, user_with

PAGE = "/account/second-factor/"
DESK = "/"
CODES = re.compile(r"<code>([A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4})</code>")


@pytest.fixture
def clerk_client(clock, clerk_client):
    """The clerk's browser, signed in at the clock's first moment."""
    return clerk_client


def offered(client) -> dict[str, str]:
    """The form as it stands on the page, with the secret that is shown."""
    page = client.get(PAGE)
    return {"token": page.context["offer"].token, "secret": page.context["offer"].secret}


def send(client, form, **changed):
    code = pyotp.TOTP(form["secret"]).at(enrolment.time.time())
    return client.post(PAGE, {"token": form["token"], "code": code} | changed)


def test_the_page_shows_secret_and_picture_without_inline_style(clerk_client):
    page = clerk_client.get(PAGE)
    text = page.content.decode()

    spelled = " ".join(re.findall("....", page.context["offer"].secret))
    assert f'<code class="enrolment-key">{spelled}</code>' in text
    assert text.count('<svg class="enrolment-picture"') == 1
    assert re.findall(r"\sstyle=|<script(?![^>]*\bsrc=)|<style", text) == []


def test_the_picture_holds_the_address(clerk_user):
    offer = enrolment.fresh(clerk_user)
    drawn = [[False] * len(offer.squares) for _ in offer.squares]
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", offer.outline):
        drawn[int(y)][int(x) : int(x) + int(length)] = [True] * int(length)

    assert drawn == offer.squares
    assert drawn[4][4:11] == [True] * 7
    assert [row[:4] for row in drawn] == [[False] * 4] * len(drawn)


def test_a_first_code_sets_it_up_and_shows_ten_recovery_codes(clerk_client, clerk_user):
    response = send(clerk_client, offered(clerk_client))

    assert response.status_code == 200
    assert len(set(CODES.findall(response.content.decode()))) == 10
    assert Entry.objects.latest("pk").action == "accounts.second_factor.set_up"
    assert factor_of(reading(clerk_user)) is not None
    assert clerk_client.get(DESK).status_code == 200


def test_the_shown_recovery_codes_are_the_ones_that_work(clerk_client, clerk_user, client):
    codes = CODES.findall(send(clerk_client, offered(clerk_client)).content.decode())
    answers = []
    for code in codes:
        elsewhere = Client()
        elsewhere.post(reverse("sign-in"), {"username": "clerk", "password": PASSWORD})
        answers.append(elsewhere.post(reverse("sign-in-code"), {"code": code}).url)

    assert answers == [DESK] * 10


def test_other_sessions_end(clerk_client, clerk_user):
    elsewhere = Client()
    elsewhere.force_login(clerk_user)

    send(clerk_client, offered(clerk_client))

    assert elsewhere.get(DESK).status_code == 302


def test_left_half_way_nothing_is_set_up(clerk_client, clerk_user, client):
    offered(clerk_client)
    offered(clerk_client)

    assert SecondFactor.objects.count() == 0
    elsewhere = Client()
    answer = elsewhere.post(reverse("sign-in"), {"username": "clerk", "password": PASSWORD})
    assert answer.url == DESK


def test_each_showing_has_a_secret_of_its_own_and_each_can_be_taken(clerk_client, clerk_user):
    first, second = offered(clerk_client), offered(clerk_client)

    assert first["secret"] != second["secret"]
    assert send(clerk_client, first).status_code == 200
    assert factor_of(reading(clerk_user)).secret == first["secret"]


def test_a_wrong_code_keeps_the_picture_that_was_scanned(clerk_client, clerk_user):
    form = offered(clerk_client)

    response = send(clerk_client, form, code="12")

    assert response.status_code == 422
    assert response.context["offer"].secret == form["secret"]
    assert response.context["form"].errors["code"] == [
        "验证码不对，或已经用过。请等出现下一个数字再填；总是不对，请核对手机时间。"
    ]
    assert factor_of(reading(clerk_user)) is None


@pytest.mark.parametrize("seconds", [901, -1])
def test_a_page_left_open_too_long_gets_a_new_picture(clerk_client, clerk_user, clock, seconds):
    form = offered(clerk_client)
    clock.now += seconds

    response = send(clerk_client, form, proof=PASSWORD)

    assert response.status_code == 422
    assert response.context["offer"].secret != form["secret"]
    assert "打开得太久了" in response.context["form"].errors["code"][0]
    assert factor_of(reading(clerk_user)) is None


@pytest.mark.parametrize("token", ["", "x", "汉字", "AAAA" * 30, "others"])
def test_a_secret_that_was_not_offered_to_this_user_is_not_taken(
    clerk_client, clerk_user, leader_user, token
):
    other = enrolment.fresh(leader_user)
    form = {"token": other.token if token == "others" else token, "secret": other.secret}

    assert send(clerk_client, form).status_code == 422
    assert factor_of(reading(clerk_user)) is None


def test_sent_twice_it_is_set_up_once_and_says_what_to_do(clerk_client, clerk_user, clock):
    form = offered(clerk_client)
    send(clerk_client, form)
    clock.now += 30

    again = send(clerk_client, form)

    assert again.status_code == 422
    assert CODES.findall(again.content.decode()) == []
    assert Entry.objects.filter(action="accounts.second_factor.set_up").count() == 1


@pytest.mark.parametrize(
    ("minutes", "proof", "expected"),
    [(9, None, 200), (11, None, 422), (11, "wrong", 422), (11, PASSWORD, 200)],
)
def test_who_signed_in_a_while_ago_gives_the_password_again(clerk_client, clock, minutes, proof, expected):
    clock.now += minutes * 60
    form = offered(clerk_client)

    assert send(clerk_client, form, **({"proof": proof} if proof else {})).status_code == expected


def test_after_the_first_showing_no_page_holds_secret_or_codes(clerk_client, clerk_user):
    form = offered(clerk_client)
    codes = CODES.findall(send(clerk_client, form).content.decode())
    pages = [
        clerk_client.get(path, follow=True).content.decode()
        for path in ("/account/", PAGE, "/account/second-factor/codes/", "/account/second-factor/off/", DESK)
    ]

    secret = form["secret"]
    held = [page for page in pages if secret in page or secret[:4] + " " + secret[4:8] in page]
    assert held == []
    assert [code for code in codes for page in pages if code in page] == []


def test_session_trail_and_kept_answers_hold_no_secret_and_no_code(clerk_client, clerk_user):
    form = offered(clerk_client)
    codes = CODES.findall(send(clerk_client, form).content.decode())

    told = [f"{change.before}{change.after}" for change in Change.objects.all()]
    told += [str(request.answer) for request in Request.objects.all()]
    told.append(str(dict(clerk_client.session)))
    found = [text for text in told for secret in (form["secret"], form["token"], *codes) if secret in text]
    assert found == []


def must_set_up(client, settings, user, path=DESK):
    settings.BIHUAN_SECOND_FACTOR = "required"
    return client.get(path).get("Location")


@pytest.mark.parametrize("path", [DESK, "/ledger/", "/account/", "/drafts/", "/account/second-factor/codes/"])
def test_who_must_have_one_is_led_to_it_from_every_page(clerk_client, clerk_user, settings, path):
    assert must_set_up(clerk_client, settings, clerk_user, path) == PAGE


def test_set_up_the_way_is_free(clerk_client, clerk_user, settings):
    settings.BIHUAN_SECOND_FACTOR = "required"
    assert "您的角色要用第二重验证" in clerk_client.get(PAGE).content.decode()

    send(clerk_client, offered(clerk_client))

    assert clerk_client.get(DESK).status_code == 200


@pytest.mark.parametrize("setting", ["required", "offered"])
def test_roles_that_need_none_go_on_as_before(leader_client, settings, setting):
    settings.BIHUAN_SECOND_FACTOR = setting

    assert leader_client.get(DESK).status_code == 200


def test_offered_nobody_is_led_anywhere(clerk_client):
    assert clerk_client.get(DESK).status_code == 200


def test_who_came_from_a_system_that_asked_for_more_is_not_led_there(clerk_client, settings):
    settings.BIHUAN_SECOND_FACTOR = "required"
    session = clerk_client.session
    session["strong"] = True
    session.save()

    assert clerk_client.get(DESK).status_code == 200


def test_the_password_comes_first_and_then_the_second_factor(client, clerk_user, settings):
    settings.BIHUAN_SECOND_FACTOR = "required"
    reset_password(user=clerk_user, actor=SYSTEM, password="temporary")
    client.post(reverse("sign-in"), {"username": "clerk", "password": "temporary"})

    led = [client.get(path).get("Location") for path in (DESK, PAGE)]
    fields = {"current": "temporary", "new": "Green-Rice-1", "again": "Green-Rice-1"}
    client.post(reverse("password-change"), fields)

    assert led == ["/password/", "/password/"]
    assert client.get(DESK)["Location"] == PAGE
    assert client.get(PAGE).status_code == 200


@pytest.mark.parametrize("route", ["sign-out", "session-extend", "sign-out-everywhere"])
def test_led_there_one_can_still_leave(clerk_client, settings, route):
    settings.BIHUAN_SECOND_FACTOR = "required"

    assert clerk_client.post(reverse(route)).get("Location") != PAGE


def test_after_a_reset_one_sets_up_anew(telephone, bureau, settings, client):
    settings.BIHUAN_SECOND_FACTOR = "required"
    admin = user_with(bureau.head, "secadmin", "secadmin")
    second_factor.reset_second_factor(user=reading(telephone.user), actor=queries.actor_of(admin))

    client.post(reverse("sign-in"), {"username": "clerk", "password": PASSWORD})

    assert client.get(DESK)["Location"] == PAGE
    assert send(client, offered(client)).status_code == 200
    assert client.get(DESK).status_code == 200


def test_the_gate_costs_no_query_where_the_factor_is_set(
    telephone, client, settings, django_assert_num_queries
):
    client.post(reverse("sign-in"), {"username": "clerk", "password": PASSWORD})
    client.post(reverse("sign-in-code"), {"code": telephone.code()})
    path = reverse("second-factor-set-up")
    settings.BIHUAN_SECOND_FACTOR = "offered"
    with django_assert_num_queries(3):
        client.get(path)

    settings.BIHUAN_SECOND_FACTOR = "required"
    with django_assert_num_queries(3):
        client.get(path)


def test_another_telephone_needs_proof_on_the_page(telephone, client):
    client.force_login(reading(telephone.user))
    form = offered(client)

    assert send(client, form).status_code == 422
    assert send(client, form, proof=PASSWORD).status_code == 200
    assert factor_of(reading(telephone.user)).secret == form["secret"]
