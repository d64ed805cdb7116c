from __future__ import annotations

from collections import defaultdict

from django.conf import settings
from django.utils import timezone

from bihuan.domain.trail.actor import Actor, Via

from . import passwords
from .models import RoleGrant, User


def actor_of(user: User, *, via: Via = Via.PAGE, os_account: str = "") -> Actor:
    """The actor behind a user: one query, once per request."""
    roles: dict[str, set[str]] = defaultdict(set)
    for path, role in RoleGrant.objects.filter(user=user).values_list("unit__path", "role"):
        roles[path].add(role)
    return Actor(
        user_key=user.key,
        person_key=user.person.key if user.person else None,
        roles_by_unit_path={path: frozenset(held) for path, held in roles.items()},
        via=via,
        os_account=os_account,
    )


def user_named(username: str) -> User | None:
    """The active user with this sign-in name, with the person behind it."""
    return User.objects.select_related("person__unit").filter(username=username, is_active=True).first()


def must_change_password(user: User) -> bool:
    """Whether the password is temporary, or older than the profile allows. No query."""
    profile = passwords.PROFILES[settings.BIHUAN_PASSWORDS]
    return user.password_is_temporary or passwords.is_overdue(
        user.password_set_at, profile=profile, now=timezone.now()
    )
