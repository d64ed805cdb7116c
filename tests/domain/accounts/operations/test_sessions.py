"""Sessions end on the server, and nobody ends those of somebody else by themselves."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session

from bihuan.domain.accounts import queries
from bihuan.domain.accounts.failures import SessionGone
from bihuan.domain.accounts.models import User
from bihuan.domain.accounts.operations import sessions
from bihuan.domain.accounts.sessions import name_of
from bihuan.domain.accounts.sessions_queries import sessions_of
from bihuan.domain.trail.failures import NotPermitted
from bihuan.domain.trail.models import Entry
from tests.domain.accounts.entering import signed_in


def test_one_session_ends_on_the_server(clerk_user):
    gone, stays = signed_in(clerk_user), signed_in(clerk_user)

    sessions.end_session(user=clerk_user, actor=queries.actor_of(clerk_user), session=name_of(gone))

    assert not Session.objects.filter(pk=gone).exists()
    assert set(sessions_of(clerk_user)) == {name_of(stays)}
    assert Entry.objects.latest("pk").action == "accounts.session.end"


@pytest.mark.parametrize("session", ["", "0" * 16, "number"])
def test_what_is_no_session_of_the_user_does_not_end(clerk_user, leader_user, session):
    other = signed_in(leader_user)
    named = name_of(other) if session == "number" else session

    with pytest.raises(SessionGone):
        sessions.end_session(user=clerk_user, actor=queries.actor_of(clerk_user), session=named)

    assert Session.objects.filter(pk=other).exists()


def test_all_others_end_and_one_stays(clerk_user, leader_user):
    keep, *others = (signed_in(clerk_user) for _ in range(3))
    colleague = signed_in(leader_user)

    sessions.end_other_sessions(user=clerk_user, actor=queries.actor_of(clerk_user), keep=name_of(keep))

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
        getattr(sessions, operation)(user=clerk_user, actor=leader, **more)

    assert len(sessions_of(clerk_user)) == 1


def test_the_security_administrator_ends_sessions(leader_user, secadmin):
    before = leader_user.session_generation

    sessions.end_sessions_of(user=leader_user, actor=secadmin)

    leader_user.refresh_from_db()
    assert leader_user.session_generation == before + 1
    assert Entry.objects.latest("pk").action == "accounts.session.end_for"
