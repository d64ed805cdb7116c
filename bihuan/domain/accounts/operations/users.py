"""What administrators do with the sign-ins of others: open, shut, open again, unlock."""

from __future__ import annotations

from django.utils import timezone

from bihuan.domain.organizations.models import Person
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation

from .. import permissions
from ..administrators import hold_administration, last_administration_of
from ..failures_of_users import (
    AccountExists,
    LastHolder,
    NoReasonForIt,
    OpenBefore,
    PersonGone,
    ShutBefore,
    ShuttingOneself,
    UnfitUsername,
    UnlockingOneself,
)
from ..models import User
from ..queries import has_gone
from ..usernames import username_fault
from .steps import drop_sessions, made_user


@operation("accounts.user.create", may=permissions.can_change_users)
def create_user(
    *, person: Person, actor: Actor, username: str, password: str, temporary: bool = False
) -> User:
    """Give a person a sign-in.

    :param temporary: the password must be changed at the first sign-in.
    :raises AccountExists: if the person has one.
    :raises PersonGone: if the person has left.
    :raises UnfitUsername: if the sign-in name cannot be used.
    :raises UsernameTaken: if it is another user's, however it is written.
    """
    if found := User.objects.filter(person=person).first():
        raise AccountExists(str(found))
    if has_gone(person):
        raise PersonGone
    if fault := username_fault(username):
        raise UnfitUsername(fault)
    return made_user(person, username=username, password=password, temporary=temporary)


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
    drop_sessions(user)


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


def _switch(user: User, *, to: bool, reason: str) -> None:
    if not reason.strip():
        raise NoReasonForIt
    user.is_active = to
    user.state_changed_at, user.state_reason = timezone.now(), reason.strip()
    user.session_generation += 1
    user.save()
