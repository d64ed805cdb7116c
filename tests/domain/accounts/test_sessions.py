"""Sessions are found by their user, end on the server, and belong to nobody else."""

from __future__ import annotations

import datetime

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from bihuan.domain.accounts import queries, sessions_operations
from bihuan.domain.accounts.failures import SessionGone
from bihuan.domain.accounts.models import User
from bihuan.domain.accounts.sessions import SessionStore, mark_of, name_of
from bihuan.domain.accounts.sessions_queries import sessions_of, sign_ins_of
from bihuan.domain.trail.failures import NotPermitted
from bihuan.domain.trail.models import Entry


def signed_in(user) -> str:
    """The number of a new session of the user."""
    client = Client()
    client.force_login(user)
    return client.session.session_key


def test_a_session_number_begins_with_the_mark_of_its_user(clerk_user, leader_user):
    mine, other = signed_in(clerk_user), signed_in(leader_user)

    assert mine.startswith(mark_of(clerk_user.pk))
    assert not other.startswith(mark_of(clerk_user.pk))
    assert len(mine) == 40


def test_what_follows_the_mark_is_as_random_as_ever(clerk_user):
    keys = {signed_in(clerk_user)[8:] for _ in range(20)}

    assert len(keys) == 20
    assert {len(key) for key in keys} == {32}


def test_the_session_of_nobody_has_no_mark(db):
    store = SessionStore()
    store["x"] = 1
    store.create()

    assert len(store.session_key) == 32


def test_the_name_of_a_session_does_not_tell_its_number(clerk_user):
    key = signed_in(clerk_user)

    assert name_of(key) not in key
    assert key[8:16] not in name_of(key)


@pytest.mark.parametrize("count", [1, 3])
def test_all_sessions_of_a_user_cost_one_query(clerk_user, leader_user, count, django_assert_num_queries):
    names = {name_of(signed_in(clerk_user)) for _ in range(count)}
    signed_in(leader_user)

    with django_assert_num_queries(1):
        found = sessions_of(clerk_user)

    assert set(found) == names


def test_sessions_of_before_a_change_of_password_are_not_listed(clerk_user):
    signed_in(clerk_user)
    clerk_user.session_generation += 1

    assert sessions_of(clerk_user) == {}


def test_one_session_ends_on_the_server(clerk_user):
    gone, stays = signed_in(clerk_user), signed_in(clerk_user)

    sessions_operations.end_session(
        user=clerk_user, actor=queries.actor_of(clerk_user), session=name_of(gone)
    )

    assert not Session.objects.filter(pk=gone).exists()
    assert set(sessions_of(clerk_user)) == {name_of(stays)}
    assert Entry.objects.latest("pk").action == "accounts.session.end"


@pytest.mark.parametrize("session", ["", "0" * 16, "number"])
def test_what_is_no_session_of_the_user_does_not_end(clerk_user, leader_user, session):
    other = signed_in(leader_user)
    named = name_of(other) if session == "number" else session

    with pytest.raises(SessionGone):
        sessions_operations.end_session(user=clerk_user, actor=queries.actor_of(clerk_user), session=named)

    assert Session.objects.filter(pk=other).exists()


def test_all_others_end_and_one_stays(clerk_user, leader_user):
    keep, *others = (signed_in(clerk_user) for _ in range(3))
    colleague = signed_in(leader_user)

    sessions_operations.end_other_sessions(
        user=clerk_user, actor=queries.actor_of(clerk_user), keep=name_of(keep)
    )

    assert set(Session.objects.values_list("pk", flat=True)) == {keep, colleague}
    assert User.objects.get(pk=clerk_user.pk).session_generation == 1
    assert len(others) == 2


@pytest.mark.parametrize(
    ("operation", "more"),
    [
        ("end_session", {"session": "x"}),
        ("end_other_sessions", {"keep": ""}),
        ("end_sessions", {}),
        ("sign_in", {}),
    ],
)
def test_nobody_ends_or_opens_sessions_of_somebody_else(clerk_user, leader, operation, more):
    signed_in(clerk_user)

    with pytest.raises(NotPermitted):
        getattr(sessions_operations, operation)(user=clerk_user, actor=leader, **more)

    assert len(sessions_of(clerk_user)) == 1


def test_sign_ins_are_the_users_own_the_newest_first(clerk_user, leader_user):
    for user, place in ((clerk_user, "甲"), (leader_user, "乙"), (clerk_user, "丙")):
        sessions_operations.sign_in(user=user, actor=queries.actor_of(user), place=place)

    now = timezone.now()
    recent = sign_ins_of(clerk_user, since=now - datetime.timedelta(days=30))

    assert [change.after for change in recent] == ['"丙，密码"', '"甲，密码"']
    assert list(sign_ins_of(clerk_user, since=now + datetime.timedelta(seconds=1))) == []
