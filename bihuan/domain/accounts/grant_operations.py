"""Give and take roles."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from bihuan.core.registry.roles import SYSTEM, roles
from bihuan.domain.organizations.models import Unit
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation
from bihuan.domain.trail.failures import OperationFailed

from . import permissions
from .administrators import hold_administration, holders_beside
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
from .failures_of_users import ClosedUnit, HolderGone
from .models import RoleGrant, User
from .queries import has_gone


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


def granted(unit: Unit, user: User, role: str) -> RoleGrant:
    """The shared step of everything that grants a role."""
    held = list(user.grants.standing().select_related("unit"))
    if failure := hindrance(unit, user, role, held):
        raise failure
    grant = RoleGrant(user=user, unit=unit, role=role)
    grant.save()
    return grant


def hindrance(unit: Unit, user: User, role: str, held: Iterable[RoleGrant]) -> OperationFailed | None:
    """Why the user, who holds these roles, cannot be given this one there; pages say it beforehand."""
    if role not in roles() or not roles()[role].granted:
        return NotGranted(role)
    if user.person is None or user.person.tenant.path != unit.tenant_path:
        return OtherTenant(str(user), str(unit))
    if unit.closed_on is not None:
        return ClosedUnit(str(unit))
    if not user.is_active or has_gone(user.person):
        return HolderGone(str(user))
    if excluded := [each for each in held if _excludes(each.role, role)]:
        return ExclusiveRoles(str(user), str(excluded[0]), roles()[role].name)
    if any(each.role == role and each.unit_id == unit.pk for each in held):
        return GrantedBefore(str(user), roles()[role].name)
    return None


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


def hindrance_of_withdrawing(grant: RoleGrant, actor: Actor) -> OperationFailed | None:
    """Why the actor cannot take this role back; pages say it beforehand."""
    if grant.withdrawn_at is not None:
        return WithdrawnBefore()
    if actor.user_key == grant.user.key:
        return GrantingOneself()
    if grant.is_administration and grant.user.is_active and not holders_beside(grant):
        return LastAdministrator(str(grant))
    return None


def _excludes(held: str, wanted: str) -> bool:
    group = roles()[wanted].exclusive
    return bool(group) and held != wanted and roles()[held].exclusive == group
