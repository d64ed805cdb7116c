from __future__ import annotations

from bihuan.domain.organizations.models import ScopedQuerySet
from bihuan.domain.trail.actor import Actor

from .models import Cycle


def cycles_visible_to(actor: Actor) -> ScopedQuerySet:
    """Cycles, the newest year first."""
    return (
        Cycle.objects.within(actor.paths_for("records.read")).select_related("unit").order_by("-year", "kind")
    )
