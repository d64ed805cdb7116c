from __future__ import annotations

from django.conf import settings
from django.utils import timezone

from bihuan.domain.organizations.models import Person, Unit
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation

from . import passwords, permissions
from .enums import Role
from .failures import UnfitPassword, WrongPassword
from .models import RoleGrant, User


@operation("accounts.user.create", may=permissions.can_set_up)
def create_user(
    *, person: Person, actor: Actor, username: str, password: str, temporary: bool = False
) -> User:
    """Give a person a sign-in.

    :param temporary: the password must be changed at the first sign-in.
    """
    user = User(username=username, person=person, password_is_temporary=temporary)
    user.set_password(password)
    user.save()
    return user


@operation("accounts.password.change", may=permissions.is_self)
def change_password(*, user: User, actor: Actor, current: str, new: str) -> User:
    """Change one's own password; every other session of the user ends.

    :raises WrongPassword: if ``current`` is not the present password.
    :raises UnfitPassword: if the new one does not meet the profile, or was used before.
    """
    profile = passwords.PROFILES[settings.BIHUAN_PASSWORDS]
    if not user.check_password(current):
        raise WrongPassword
    faults = passwords.faults(new, profile=profile, username=user.username)
    if not faults and user.has_used(new, remembered=profile.remembered):
        faults = ["这个密码用过了，请换一个。"]
    if faults:
        raise UnfitPassword(faults)
    user.former_passwords = [user.password, *user.former_passwords][: max(profile.remembered - 1, 0)]
    _set(user, new, temporary=False)
    return user


@operation("accounts.password.reset", may=permissions.can_reset)
def reset_password(*, user: User, actor: Actor, password: str) -> None:
    """Give a user who forgot the password a temporary one, to be changed at the next sign-in."""
    _set(user, password, temporary=True)


def _set(user: User, password: str, *, temporary: bool) -> None:
    user.set_password(password)
    user.password_set_at = timezone.now()
    user.password_is_temporary = temporary
    user.save()


@operation("accounts.role.grant", may=permissions.can_set_up)
def grant_role(*, unit: Unit, user: User, actor: Actor, role: Role) -> RoleGrant:
    """Let a user hold a role in a unit."""
    grant = RoleGrant(user=user, unit=unit, role=role)
    grant.save()
    return grant


@operation("accounts.session.sign_in", may=permissions.is_self)
def note_sign_in(*, user: User, actor: Actor) -> None:
    """Note that a user signed in."""


@operation("accounts.session.sign_out", may=permissions.is_self)
def note_sign_out(*, user: User, actor: Actor) -> None:
    """Note that a user signed out."""


@operation("accounts.session.end_all", may=permissions.is_self)
def end_sessions(*, user: User, actor: Actor) -> None:
    """End every session of the user, wherever it is open."""
    user.session_generation += 1
    user.save()
