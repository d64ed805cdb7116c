"""The list of accounts: search, filters, sorting, pages."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from bihuan.domain.accounts.operations import sessions
from bihuan.domain.accounts.operations.passwords import reset_password
from bihuan.domain.accounts.operations.users import create_user, shut_user
from bihuan.domain.accounts.queries import actor_of
from bihuan.domain.accounts.second_factor_rows import SecondFactor
from bihuan.domain.organizations.operations.people import create_person
from bihuan.domain.trail import door
from bihuan.domain.trail.actor import SYSTEM
from tests.cast import PASSWORD
from tests.web.administration.failing import fail


def names(response):
    return [row.person.name for row in response.context["rows"]]


def listed(client, **query):
    return names(client.get(reverse("account-list"), query))


@pytest.fixture
def shown(sysadmin_client, clerk_user, leader_user):
    return lambda **query: listed(sysadmin_client, **query)


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("", ["管一铭", "韩若溪", "乔一帆", "沈知远"]),
        ("-name", ["沈知远", "乔一帆", "韩若溪", "管一铭"]),
        ("unit", ["管一铭", "韩若溪", "乔一帆", "沈知远"]),
        ("nonsense", ["管一铭", "韩若溪", "乔一帆", "沈知远"]),
    ],
)
def test_people_with_and_without_a_sign_in(shown, sort, expected):
    assert shown(sort=sort) == expected


def test_sign_in_names_sort(shown):
    assert [name for name in shown(sort="username") if name != "沈知远"] == ["乔一帆", "韩若溪", "管一铭"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("乔", ["乔一帆"]),
        ("qiaoyi", ["乔一帆"]),
        ("QYF", ["乔一帆"]),
        ("003", ["乔一帆"]),
        ("cler", ["乔一帆"]),
        ("nobody", []),
        ("%", []),
    ],
)
def test_people_are_found_by_name_pinyin_number_and_sign_in_name(shown, words, expected):
    assert shown(q=words) == expected


def test_nobody_of_another_tenant_or_without_right(client, stranger_user, clerk_user, sysadmin_user):
    client.force_login(sysadmin_user)
    assert "郁青" not in listed(client)

    for user in (stranger_user, clerk_user):
        client.force_login(user)
        assert client.get(reverse("account-list")).status_code == 404


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("open", ["管一铭", "韩若溪", "乔一帆"]),
        ("none", ["沈知远"]),
        ("shut", []),
        ("idle", ["管一铭", "韩若溪", "乔一帆"]),
        ("locked", []),
        ("password", []),
        ("factor", ["管一铭", "乔一帆"]),
        ("nonsense", ["管一铭", "韩若溪", "乔一帆", "沈知远"]),
    ],
)
def test_filters_before_anything_happens(shown, state, expected):
    assert shown(state=state) == expected


def test_filters_tell_apart_what_happened(shown, clerk_user, leader_user, sysadmin, sysadmin_user):
    sessions.sign_in(user=clerk_user, actor=actor_of(clerk_user))
    reset_password(user=clerk_user, actor=sysadmin, password="Green-Rice-77")
    fail("clerk")
    fail(f"code of {sysadmin_user.key}")
    shut_user(user=leader_user, actor=sysadmin, seen=leader_user.version, reason="调离")
    with door.recorded("tests.factor", actor=SYSTEM, subject=clerk_user):
        SecondFactor(user=clerk_user, set_at=timezone.now()).save()

    assert shown(state="idle") == ["管一铭"]
    assert shown(state="password") == ["乔一帆"]
    assert shown(state="locked") == ["乔一帆"]
    assert shown(state="shut") == ["韩若溪"]
    assert shown(state="open") == ["管一铭", "乔一帆"]
    assert shown(state="factor") == ["管一铭"]


@pytest.mark.parametrize(("days", "idle"), [(89, False), (91, True)])
def test_idle_is_ninety_days_without_signing_in(shown, clerk_user, monkeypatch, days, idle):
    then = timezone.now() - datetime.timedelta(days=days)
    with monkeypatch.context() as patch:
        patch.setattr(timezone, "now", lambda: then)
        sessions.sign_in(user=clerk_user, actor=actor_of(clerk_user))

    assert ("乔一帆" in shown(state="idle")) == idle


def test_an_old_password_must_be_changed(shown, clerk_user, settings):
    settings.BIHUAN_PASSWORDS = "dengbao"
    with door.recorded("tests.password.old", actor=SYSTEM, subject=clerk_user):
        clerk_user.password_set_at = timezone.now() - datetime.timedelta(days=91)
        clerk_user.save()

    assert shown(state="password") == ["乔一帆"]


@pytest.mark.parametrize("more", [0, 2])
def test_the_list_costs_the_same_however_long(
    sysadmin_client, bureau, clerk_user, more, django_assert_num_queries
):
    for number in range(more):
        person = create_person(unit=bureau.unit, actor=SYSTEM, staff_number=f"70{number}", name="白石")
        create_user(person=person, actor=SYSTEM, username=f"more{number}", password=PASSWORD)

    with django_assert_num_queries(9):
        sysadmin_client.get(reverse("account-list"))


def test_fifty_stand_on_a_page(sysadmin_client, bureau):
    for number in range(60):
        create_person(unit=bureau.unit, actor=SYSTEM, staff_number=f"7{number:02}", name="白石")

    assert len(listed(sysadmin_client)) == 50
    assert len(listed(sysadmin_client, page=2)) == 14
