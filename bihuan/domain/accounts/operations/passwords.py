"""Change one's own password, and give a temporary one to whoever forgot it."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone

from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation

from .. import passwords, permissions
from ..failures import UnfitPassword, WrongPassword
from ..failures_of_users import ResettingOwnPassword
from ..models import User


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


@operation("accounts.password.reset", may=permissions.can_change_users)
def reset_password(*, user: User, actor: Actor, password: str) -> User:
    """Give a user who forgot the password a temporary one, to be changed at the next sign-in.

    Every session of the user ends.

    :raises ResettingOwnPassword: if it is the actor.
    """
    if actor.user_key == user.key:
        raise ResettingOwnPassword
    _set(user, password, temporary=True)
    return user


def _set(user: User, password: str, *, temporary: bool) -> None:
    user.set_password(password)
    user.password_set_at = timezone.now()
    user.password_is_temporary = temporary
    user.save()
