"""Sessions are found by their user, and nobody tells the number from the name."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from bihuan.domain.accounts import queries
from bihuan.domain.accounts.operations import sessions
from bihuan.domain.accounts.sessions import SessionStore, mark_of, name_of
from bihuan.domain.accounts.sessions_queries import sessions_of, sign_ins_of
from tests.domain.accounts.entering import signed_in


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


def test_sign_ins_are_the_users_own_the_newest_first(clerk_user, leader_user):
    for user, place in ((clerk_user, "甲"), (leader_user, "乙"), (clerk_user, "丙")):
        sessions.sign_in(user=user, actor=queries.actor_of(user), place=place)

    now = timezone.now()
    recent = sign_ins_of(clerk_user, since=now - datetime.timedelta(days=30))

    assert [change.after for change in recent] == ['"丙，密码"', '"甲，密码"']
    assert list(sign_ins_of(clerk_user, since=now + datetime.timedelta(seconds=1))) == []
