"""The page of the own account: who I am, what I may do, how I sign in, where."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from bihuan.domain.accounts import queries
from bihuan.domain.accounts.models import User
from bihuan.domain.accounts.operations import sessions
from bihuan.domain.accounts.operations.grants import grant_role
from bihuan.domain.accounts.second_factor_steps import factor_of
from bihuan.domain.accounts.sessions import name_of
from bihuan.domain.trail.actor import SYSTEM
from bihuan.domain.trail.models import Entry
from tests.authenticators import wrong_code
from tests.cast import PASSWORD

PAGE = "/account/"
DESK = "/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0"


def elsewhere(user, **more) -> Client:
    """Another browser in which the user is signed in."""
    client = Client(**more)
    client.post(reverse("sign-in"), {"username": user.username, "password": PASSWORD})
    return client


def text_of(client, **query) -> str:
    return client.get(PAGE, query).content.decode()


def test_the_page_says_who_one_is_and_what_the_role_may_do(clerk_client):
    text = text_of(clerk_client)

    for words in ("乔一帆", "青禾县水务局", "承办人", "导入、维护台账"):
        assert words in text
    assert "授予和收回角色" not in text


def test_every_role_is_listed_with_its_unit(clerk_client, clerk_user, bureau):
    grant_role(unit=bureau.finance, user=clerk_user, actor=SYSTEM, role="verifier")

    roles = clerk_client.get(PAGE).context["roles"]

    assert [(role.name, role.unit) for role in roles] == [("承办人", "青禾县水务局"), ("复核人", "财务科")]


def test_without_a_role_the_page_says_what_to_do(client, clerk_user):
    grant = clerk_user.grants.get()
    grant.__class__._base_manager.filter(pk=grant.pk).delete()
    client.force_login(clerk_user)

    assert "还没有角色" in text_of(client)


def test_the_name_in_the_head_leads_here(clerk_client):
    assert f'<a href="{PAGE}">我的账号</a>' in clerk_client.get(DESK).content.decode()


def test_this_session_stands_first_and_is_marked(clerk_client, clerk_user):
    elsewhere(clerk_user, headers={"user-agent": FIREFOX}, REMOTE_ADDR="127.0.0.9")

    sessions = clerk_client.get(PAGE).context["sessions"]

    assert [(one.browser, one.address, one.is_this) for one in sessions] == [
        ("未知浏览器", "", True),
        ("Firefox（Linux）", "127.0.0.9", False),
    ]
    assert text_of(clerk_client).count("这次登录") == 1


def test_no_number_of_a_session_stands_on_the_page(clerk_client, clerk_user):
    other = elsewhere(clerk_user)

    text = text_of(clerk_client)

    assert clerk_client.session.session_key not in text
    assert other.session.session_key not in text


def test_sessions_of_colleagues_are_not_listed(clerk_client, leader_user):
    elsewhere(leader_user)

    assert len(clerk_client.get(PAGE).context["sessions"]) == 1


@pytest.mark.parametrize(("minutes", "expected"), [(29, 2), (31, 1)])
def test_sessions_that_are_over_are_not_listed(clock, clerk_user, minutes, expected):
    elsewhere(clerk_user)
    clock.now += minutes * 60
    here = elsewhere(clerk_user)

    assert len(here.get(PAGE).context["sessions"]) == expected


def test_since_when_and_last_seen(clock, clerk_user):
    here, other = elsewhere(clerk_user), elsewhere(clerk_user)
    start = datetime.datetime.fromtimestamp(clock.now, tz=datetime.UTC)
    clock.now += 20 * 60
    other.get(DESK)
    clock.now += 9 * 60
    here.get(DESK)

    shown = here.get(PAGE).context["sessions"][1]

    assert (shown.since, shown.seen) == (start, start + datetime.timedelta(minutes=20))


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_however_many_sessions_and_sign_ins(
    clerk_client, clerk_user, count, django_assert_num_queries
):
    for _ in range(count):
        elsewhere(clerk_user)

    with django_assert_num_queries(8):
        page = clerk_client.get(PAGE)

    assert len(page.context["sessions"]) == count + 1
    assert len(page.context["sign_ins"]) == count


def test_one_session_ends_at_once(clerk_client, clerk_user):
    gone, stays = elsewhere(clerk_user), elsewhere(clerk_user)

    answer = clerk_client.post(reverse("session-end"), {"session": name_of(gone.session.session_key)})

    assert answer.url == PAGE
    assert [each.get(DESK).status_code for each in (gone, stays, clerk_client)] == [302, 200, 200]
    assert Entry.objects.latest("pk").action == "accounts.session.end"


def test_all_others_end_and_this_one_goes_on(clerk_client, clerk_user, leader_user):
    others, colleague = [elsewhere(clerk_user) for _ in range(2)], elsewhere(leader_user)

    clerk_client.post(reverse("session-end-others"))

    assert [each.get(DESK).status_code for each in (*others, colleague, clerk_client)] == [302, 302, 200, 200]
    assert len(clerk_client.get(PAGE).context["sessions"]) == 1


@pytest.mark.parametrize("whose", ["own", "colleague", "nobody"])
def test_what_cannot_be_ended_here_stays_and_the_page_says_why(clerk_client, leader_user, whose):
    colleague = elsewhere(leader_user)
    keys = {
        "own": clerk_client.session.session_key,
        "colleague": colleague.session.session_key,
        "nobody": "x",
    }
    before = Entry.objects.count()

    page = clerk_client.post(reverse("session-end"), {"session": name_of(keys[whose])}, follow=True)

    assert ("这是您现在用的登录" in page.content.decode()) == (whose == "own")
    assert ("已经结束" in page.content.decode()) == (whose != "own")
    assert (colleague.get(DESK).status_code, Entry.objects.count()) == (200, before)


def test_sign_ins_are_listed_with_place_and_means(clerk_user):
    client = elsewhere(clerk_user, headers={"user-agent": FIREFOX})

    [(_, where)] = client.get(PAGE).context["sign_ins"]

    assert where == "Firefox（Linux），127.0.0.1，密码"


def test_sign_ins_are_paged(clerk_client, clerk_user):
    for number in range(51):
        sessions.sign_in(user=clerk_user, actor=queries.actor_of(clerk_user), place=f"第{number}处")

    first, second = (clerk_client.get(PAGE, {"page": page}).context["sign_ins"] for page in (1, 2))

    assert (len(first), [where for _, where in second]) == (50, ["第0处，密码"])


def test_signing_in_while_nothing_is_listed_says_so(clerk_client):
    assert "没有登录记录" in text_of(clerk_client)


def test_within_five_minutes_a_page_writes_nothing_for_being_seen(clerk_client, django_assert_num_queries):
    clerk_client.get(PAGE)

    assert not clerk_client.get(PAGE).wsgi_request.session.modified


def proof_of(telephone, kind):
    return {"password": PASSWORD, "code": telephone.code(), "wrong": wrong_code(telephone), "": ""}[kind]


@pytest.fixture
def guarded(telephone, client):
    """The clerk's browser after both steps, a step later."""
    client.force_login(User.objects.get(pk=telephone.user.pk))
    return client


@pytest.mark.parametrize(("kind", "status"), [("password", 200), ("code", 200), ("wrong", 422), ("", 422)])
def test_new_recovery_codes_for_who_shows_who_it_is(guarded, telephone, kind, status):
    before = factor_of(User.objects.get(pk=telephone.user.pk)).recovery

    answer = guarded.post(reverse("second-factor-codes"), {"proof": proof_of(telephone, kind)})

    after = factor_of(User.objects.get(pk=telephone.user.pk)).recovery
    assert answer.status_code == status
    assert (after != before) == (status == 200)


@pytest.mark.parametrize(("kind", "status"), [("password", 302), ("code", 302), ("wrong", 422), ("", 422)])
def test_turned_off_by_who_shows_who_it_is(guarded, telephone, kind, status):
    answer = guarded.post(reverse("second-factor-turn-off"), {"proof": proof_of(telephone, kind)})

    assert answer.status_code == status
    assert (factor_of(User.objects.get(pk=telephone.user.pk)) is None) == (status == 302)
    assert guarded.get(DESK).status_code == 200


def test_guessing_the_proof_waits(guarded, telephone, clock):
    page = reverse("second-factor-turn-off")
    for _ in range(5):
        guarded.post(page, {"proof": "wrong"})

    answer = guarded.post(page, {"proof": PASSWORD})

    assert answer.context["form"].errors["proof"][0].startswith("尝试次数过多")
    clock.now += 61
    assert guarded.post(page, {"proof": PASSWORD}).status_code == 302


def test_where_the_role_asks_for_it_the_page_offers_no_turning_off(guarded, telephone, settings):
    settings.BIHUAN_SECOND_FACTOR = "required"

    assert reverse("second-factor-turn-off") not in text_of(guarded)
    answer = guarded.post(reverse("second-factor-turn-off"), {"proof": PASSWORD})
    assert answer.context["form"].non_field_errors() == [
        "您的角色必须用第二重验证，不能关闭。要换手机，请用“更换手机”。"
    ]


@pytest.mark.parametrize(
    ("route", "leads"), [("second-factor-codes", "/account/second-factor/"), ("second-factor-turn-off", PAGE)]
)
def test_without_a_second_factor_there_is_nothing_to_change(clerk_client, route, leads):
    assert clerk_client.get(reverse(route)).url == leads
    assert clerk_client.post(reverse(route), {"proof": PASSWORD}).url == leads


def test_the_page_tells_how_many_recovery_codes_are_left(guarded, telephone):
    for code in telephone.recovery[:8]:
        sessions.sign_in(user=telephone.user, actor=queries.actor_of(telephone.user), code=code)

    text = text_of(guarded)

    assert "还有2个恢复码没用" in text
    assert "恢复码不多了" in text
