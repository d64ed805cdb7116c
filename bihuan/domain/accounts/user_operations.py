"""What administrators do with the sign-ins of others: shut, open again, unlock, end sessions."""

from __future__ import annotations

from django.contrib.sessions.models import Session
from django.utils import timezone

from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation

from . import permissions
from .administrators import hold_administration, holders_beside
from .failures_of_users import (
    EndingOwnSessions,
    LastHolder,
    NoReasonForIt,
    OpenBefore,
    PersonGone,
    ShutBefore,
    ShuttingOneself,
    UnlockingOneself,
)
from .models import RoleGrant, User
from .queries import has_gone
from .sessions import mark_of


@operation("accounts.user.shut", may=permissions.can_change_users)
def shut_user(*, user: User, actor: Actor, seen: int, reason: str) -> None:
    """Let somebody sign in no more; every session of theirs is over at once.

    :raises ShuttingOneself: if it is the actor.
    :raises ShutBefore: if the sign-in is shut already.
    :raises NoReasonForIt: if none is given.
    :raises LastHolder: if the tenant would be without one of its three administrators.
    """
    if actor.user_key == user.key:
        raise ShuttingOneself
    if not user.is_active:
        raise ShutBefore
    hold_administration(user.person.tenant.path)
    if last := last_administration_of(user):
        raise LastHolder(str(user), str(last))
    _switch(user, to=False, reason=reason)
    _end_sessions(user)


@operation("accounts.user.reopen", may=permissions.can_change_users)
def reopen_user(*, user: User, actor: Actor, seen: int, reason: str) -> None:
    """Let somebody sign in again, with the password and the roles of before.

    :raises OpenBefore: if the sign-in is open.
    :raises PersonGone: if the person has left.
    :raises NoReasonForIt: if none is given.
    """
    if user.is_active:
        raise OpenBefore
    if user.person is not None and has_gone(user.person):
        raise PersonGone
    _switch(user, to=True, reason=reason)


@operation("accounts.user.unlock", may=permissions.can_unlock)
def unlock_user(*, user: User, actor: Actor) -> None:
    """Note that somebody need not wait after wrong passwords; the counts themselves are no record.

    :raises UnlockingOneself: if it is the actor.
    """
    if actor.user_key == user.key:
        raise UnlockingOneself


@operation("accounts.session.end_for", may=permissions.can_unlock)
def end_sessions_of(*, user: User, actor: Actor) -> None:
    """End every session of somebody else, wherever it is open.

    :raises EndingOwnSessions: if it is the actor.
    """
    if actor.user_key == user.key:
        raise EndingOwnSessions
    user.session_generation += 1
    user.save()
    _end_sessions(user)


def last_administration_of(user: User) -> RoleGrant | None:
    """The administrator's role that the user holds and nobody else who can sign in."""
    held = [grant for grant in user.grants.standing().select_related("unit") if grant.is_administration]
    return next((grant for grant in held if not holders_beside(grant)), None)


def _switch(user: User, *, to: bool, reason: str) -> None:
    if not reason.strip():
        raise NoReasonForIt
    user.is_active = to
    user.state_changed_at, user.state_reason = timezone.now(), reason.strip()
    user.session_generation += 1
    user.save()


def _end_sessions(user: User) -> None:
    Session.objects.filter(pk__startswith=mark_of(user.pk)).delete()
