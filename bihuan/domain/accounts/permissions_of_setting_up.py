from __future__ import annotations

from bihuan.core.registry.roles import SYSTEM
from bihuan.domain.organizations.models import Unit
from bihuan.domain.organizations.permissions import may_change
from bihuan.domain.trail.actor import Actor


def can_set_up(actor: Actor, subject: None) -> bool:
    """Set up an empty installation: nobody who is signed in."""
    return SYSTEM in actor.roles_at("/")


def can_appoint(actor: Actor, unit: Unit) -> bool:
    """Fill vacant posts of administrators: the 系统管理员 of the tenant."""
    return unit.parent_id is None and may_change(actor, "users.change", unit)
