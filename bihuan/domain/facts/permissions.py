from __future__ import annotations

from bihuan.domain.organizations.models import ScopedModel, Unit
from bihuan.domain.organizations.permissions import may_change
from bihuan.domain.trail.actor import Actor


def can_freeze(actor: Actor, subject: Unit | ScopedModel) -> bool:
    """Whoever keeps the unit's records freezes its numbers."""
    return may_change(actor, "records.change", subject)


def can_read_facts(actor: Actor, unit: Unit) -> bool:
    return actor.may("records.read", at=unit.path)
