"""Give and take roles."""

from __future__ import annotations

from django.utils import timezone

from bihuan.core.registry.roles import SYSTEM
from bihuan.domain.organizations.models import Unit
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation

from .. import permissions
from ..administrators import hold_administration
from ..failures import GrantingOneself, NoReason
from ..hindrances import hindrance_of_withdrawing
from ..models import RoleGrant, User
from .steps import granted


@operation("accounts.role.grant", may=permissions.can_change_roles)
def grant_role(*, unit: Unit, user: User, actor: Actor, role: str) -> RoleGrant:
    """Let a user hold a role in a unit and everything below it.

    :raises NotGranted: if there is no such role, or it is not for granting.
    :raises GrantingOneself: if the actor is that user.
    :raises OtherTenant: if the user belongs to another tenant.
    :raises ClosedUnit: if the unit is closed.
    :raises HolderGone: if the user is shut, or has left.
    :raises ExclusiveRoles: if the user holds a role that excludes this one.
    :raises GrantedBefore: if the user holds it there already.
    """
    if SYSTEM not in actor.roles_at(unit.path) and actor.user_key == user.key:
        raise GrantingOneself
    return granted(unit, user, role)


@operation("accounts.role.withdraw", may=permissions.can_change_roles)
def withdraw_grant(*, grant: RoleGrant, actor: Actor, seen: int, reason: str) -> None:
    """Take a role back; what was handed on from it ends with it.

    :raises WithdrawnBefore: if it was taken back already.
    :raises GrantingOneself: if the actor is the holder.
    :raises NoReason: if none is given.
    :raises LastAdministrator: if the tenant would be without one of its three administrators.
    """
    if grant.is_administration:
        hold_administration(grant.unit.path)
    if failure := hindrance_of_withdrawing(grant, actor):
        raise failure
    if not reason.strip():
        raise NoReason
    grant.withdrawn_at, grant.withdrawn_by = timezone.now(), actor.user_key
    grant.withdrawn_why = reason.strip()
    grant.save()
