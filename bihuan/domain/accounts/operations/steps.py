"""Steps that the operations on accounts share; each runs while the door is open."""

from __future__ import annotations

from django.contrib.sessions.models import Session

from bihuan.domain.organizations.models import Person, Unit

from ..failures_of_setting_up import UsernameTaken
from ..hindrances import hindrance_of_granting
from ..models import RoleGrant, User
from ..sessions import mark_of, name_of


def made_user(person: Person, *, username: str, password: str, temporary: bool) -> User:
    """A new sign-in for a person who has none.

    :raises UsernameTaken: if the sign-in name is another user's, however it is written.
    """
    if User.objects.filter(username__iexact=username).exists():
        raise UsernameTaken(username)
    user = User(username=username, person=person, password_is_temporary=temporary)
    user.set_password(password)
    user.save()
    return user


def granted(unit: Unit, user: User, role: str) -> RoleGrant:
    """A role given to a user.

    :raises OperationFailed: the hindrance there is, if there is one.
    """
    held = list(user.grants.standing().select_related("unit"))
    if failure := hindrance_of_granting(unit, user, role, held):
        raise failure
    grant = RoleGrant(user=user, unit=unit, role=role)
    grant.save()
    return grant


def session_keys_of(user: User) -> list[str]:
    """The numbers of every session of the user, expired ones too."""
    return list(Session.objects.filter(pk__startswith=mark_of(user.pk)).values_list("pk", flat=True))


def drop_sessions(user: User, *, keep: str = "") -> None:
    """Forget every session of the user but the one with the name ``keep``."""
    Session.objects.filter(pk__in=[key for key in session_keys_of(user) if name_of(key) != keep]).delete()
