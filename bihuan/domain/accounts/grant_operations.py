"""Give and take roles."""

from __future__ import annotations

from django.utils import timezone

from bihuan.core.registry.roles import SYSTEM, administrators, roles
from bihuan.domain.organizations.models import Unit
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation

from . import permissions
from .failures import (
    ExclusiveRoles,
    GrantedBefore,
    GrantingOneself,
    LastAdministrator,
    NoReason,
    NotGranted,
    OtherTenant,
    WithdrawnBefore,
)
from .models import RoleGrant, User


@operation("accounts.role.grant", may=permissions.can_change_roles)
def grant_role(*, unit: Unit, user: User, actor: Actor, role: str) -> RoleGrant:
    """Let a user hold a role in a unit and everything below it.

    :raises NotGranted: if there is no such role, or it is not for granting.
    :raises GrantingOneself: if the actor is that user.
    :raises OtherTenant: if the user belongs to another tenant.
    :raises ExclusiveRoles: if the user holds a role that excludes this one.
    :raises GrantedBefore: if the user holds it there already.
    """
    if SYSTEM not in actor.roles_at(unit.path) and actor.user_key == user.key:
        raise GrantingOneself
    return granted(unit, user, role)


def granted(unit: Unit, user: User, role: str) -> RoleGrant:
    """The shared step of everything that grants a role."""
    if role not in roles() or not roles()[role].granted:
        raise NotGranted(role)
    if user.person is None or user.person.tenant.path != unit.tenant_path:
        raise OtherTenant(str(user), str(unit))
    held = list(user.grants.standing().select_related("unit"))
    if excluded := [each for each in held if _excludes(each.role, role)]:
        raise ExclusiveRoles(str(user), str(excluded[0]), roles()[role].name)
    if any(each.role == role and each.unit_id == unit.pk for each in held):
        raise GrantedBefore(str(user), roles()[role].name)
    grant = RoleGrant(user=user, unit=unit, role=role)
    grant.save()
    return grant


@operation("accounts.role.withdraw", may=permissions.can_change_roles)
def withdraw_grant(*, grant: RoleGrant, actor: Actor, seen: int, reason: str) -> None:
    """Take a role back; what was handed on from it ends with it.

    :raises WithdrawnBefore: if it was taken back already.
    :raises GrantingOneself: if the actor is the holder.
    :raises LastAdministrator: if the tenant would be without one of its three administrators.
    :raises NoReason: if none is given.
    """
    if grant.withdrawn_at is not None:
        raise WithdrawnBefore
    if actor.user_key == grant.user.key:
        raise GrantingOneself
    if not reason.strip():
        raise NoReason
    if grant.role in administrators() and not _others(grant):
        raise LastAdministrator(str(grant))
    grant.withdrawn_at, grant.withdrawn_by, grant.withdrawn_why = timezone.now(), actor.user_key, reason
    grant.save()


def _excludes(held: str, wanted: str) -> bool:
    group = roles()[wanted].exclusive
    return bool(group) and held != wanted and roles()[held].exclusive == group


def _others(grant: RoleGrant) -> bool:
    same = RoleGrant.objects.standing().filter(unit=grant.unit, role=grant.role, user__is_active=True)
    return same.exclude(pk=grant.pk).exists()
