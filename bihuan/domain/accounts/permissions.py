from __future__ import annotations

from bihuan.core.registry.roles import SYSTEM
from bihuan.domain.organizations.models import Person, Unit
from bihuan.domain.organizations.permissions import may_change
from bihuan.domain.trail.actor import Actor

from .administrators import administration_is_complete
from .models import Delegation, RoleGrant, User


def is_self(actor: Actor, user: User) -> bool:
    return actor.user_key == user.key


def can_change_users(actor: Actor, subject: Person | User) -> bool:
    """Open, shut and change sign-ins: the 系统管理员 of the person's unit."""
    person = subject.person if isinstance(subject, User) else subject
    return may_change(actor, "users.change", person)


def can_unlock(actor: Actor, user: User) -> bool:
    return user.person is not None and may_change(actor, "users.unlock", user.person)


def can_change_roles(actor: Actor, subject: Unit | RoleGrant | Delegation) -> bool:
    """Give and take roles: the 安全管理员, once all three administrators are there."""
    unit = subject if isinstance(subject, Unit) else subject.unit
    if not actor.may("roles.change", at=unit.path):
        return False
    return SYSTEM in actor.roles_at(unit.path) or administration_is_complete(unit)


def can_hand_on(actor: Actor, grant: RoleGrant) -> bool:
    """Hand a role on for some days: its holder. Whoever acts for the holder is told why not."""
    return grant.user.key in (actor.user_key, actor.on_behalf_of)


def can_take_back(actor: Actor, delegation: Delegation) -> bool:
    """End a delegation: the one who handed on, or whoever takes roles back."""
    is_giver = actor.on_behalf_of is None and actor.user_key == delegation.grant.user.key
    return is_giver or can_change_roles(actor, delegation)


def is_taker(actor: Actor, delegation: Delegation) -> bool:
    return actor.user_key == delegation.taker.key


def can_read_trail(actor: Actor, unit: Unit) -> bool:
    """Browse and verify the trail: the 审计管理员, once all three administrators are there."""
    return actor.may("trail.read", at=unit.path) and administration_is_complete(unit)
