from __future__ import annotations

from bihuan.domain.organizations.models import Person, Unit
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation

from . import permissions
from .enums import Role
from .models import RoleGrant, User


@operation("accounts.user.create", may=permissions.can_set_up)
def create_user(*, person: Person, actor: Actor, username: str, password: str) -> User:
    """Give a person a sign-in."""
    user = User(username=username, person=person)
    user.set_password(password)
    user.save()
    return user


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
