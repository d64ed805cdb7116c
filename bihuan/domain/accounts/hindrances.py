"""Why a role cannot be given or taken back: operations refuse by it, and pages say it beforehand."""

from __future__ import annotations

from collections.abc import Iterable

from bihuan.core.registry.roles import roles
from bihuan.domain.organizations.models import Unit
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.failures import OperationFailed

from .administrators import holders_beside
from .failures import (
    ExclusiveRoles,
    GrantedBefore,
    GrantingOneself,
    LastAdministrator,
    NotGranted,
    OtherTenant,
    WithdrawnBefore,
)
from .failures_of_users import ClosedUnit, HolderGone
from .models import RoleGrant, User
from .queries import has_gone


def hindrance_of_granting(
    unit: Unit, user: User, role: str, held: Iterable[RoleGrant]
) -> OperationFailed | None:
    """Why the user, who holds these roles, cannot be given this one there."""
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


def hindrance_of_withdrawing(grant: RoleGrant, actor: Actor) -> OperationFailed | None:
    """Why the actor cannot take this role back."""
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
