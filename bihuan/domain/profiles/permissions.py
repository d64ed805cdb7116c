from __future__ import annotations

from bihuan.domain.organizations.models import ScopedModel, Unit
from bihuan.domain.organizations.permissions import may_change
from bihuan.domain.trail.actor import Actor


def can_set_norms(actor: Actor, unit: Unit) -> bool:
    """Whoever keeps the unit's records says what its norms are."""
    return may_change(actor, "records.change", unit)


def can_change_setting(actor: Actor, setting: ScopedModel) -> bool:
    """And changes what was said before."""
    return may_change(actor, "records.change", setting)
