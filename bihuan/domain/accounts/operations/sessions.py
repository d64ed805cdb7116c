"""Sign in and out, and end sessions."""

from __future__ import annotations

from django.contrib.sessions.models import Session

from bihuan.domain.trail import journal
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation

from .. import permissions
from ..failures import SessionGone
from ..failures_of_users import EndingOwnSessions
from ..models import User
from ..second_factor_steps import use_code
from ..sessions import name_of
from ..sessions_queries import SIGNED_IN_FROM
from .steps import drop_sessions, session_keys_of


@operation("accounts.session.sign_in", may=permissions.is_self)
def sign_in(
    *, user: User, actor: Actor, place: str = "", means: str = "密码", code: str | None = None
) -> str:
    """Note that a user signed in, where and by what; a code of the second factor is used up.

    What it was that signed the user in is returned, in words.

    :raises WrongCode: if there is a code and it is wrong or was used before.
    """
    if code is not None:
        means = f"{means}和{use_code(user, code)}"
    said = "，".join(filter(None, [place, means]))
    journal.current().note(user._meta.label_lower, user.key, SIGNED_IN_FROM, None, said)
    return means


@operation("accounts.session.sign_out", may=permissions.is_self)
def note_sign_out(*, user: User, actor: Actor) -> None:
    """Note that a user signed out."""


@operation("accounts.session.end_all", may=permissions.is_self)
def end_sessions(*, user: User, actor: Actor) -> None:
    """End every session of the user, wherever it is open."""
    _end(user)


@operation("accounts.session.end_others", may=permissions.is_self)
def end_other_sessions(*, user: User, actor: Actor, keep: str) -> User:
    """End every session of the user but the one named ``keep``, which needs a new mark afterwards."""
    _end(user, keep=keep)
    return user


@operation("accounts.session.end", may=permissions.is_self)
def end_session(*, user: User, actor: Actor, session: str) -> None:
    """End one session of the user, given by its name.

    :raises SessionGone: if it is over already, or somebody else's.
    """
    keys = [key for key in session_keys_of(user) if name_of(key) == session]
    if not keys:
        raise SessionGone
    Session.objects.filter(pk__in=keys).delete()


@operation("accounts.session.end_for", may=permissions.can_unlock)
def end_sessions_of(*, user: User, actor: Actor) -> None:
    """End every session of somebody else, wherever it is open.

    :raises EndingOwnSessions: if it is the actor.
    """
    if actor.user_key == user.key:
        raise EndingOwnSessions
    _end(user)


def _end(user: User, *, keep: str = "") -> None:
    user.session_generation += 1
    user.save()
    drop_sessions(user, keep=keep)
