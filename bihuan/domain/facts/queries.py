from __future__ import annotations

from bihuan.domain.organizations.models import ScopedQuerySet
from bihuan.domain.trail.actor import Actor

from .answers import Scope
from .models import Fact


def facts_visible_to(actor: Actor) -> ScopedQuerySet:
    """Frozen facts, the latest first."""
    return (
        Fact.objects.within(actor.paths_for("records.read"))
        .select_related("unit")
        .order_by("-frozen_at", "-pk")
    )


def frozen_in(scope: Scope) -> dict[str, Fact]:
    """What was frozen of the unit for exactly this period, by code."""
    asked = {"unit": scope.unit, "since": scope.since, "until": scope.until}
    return {fact.code: fact for fact in Fact.objects.filter(**asked).select_related("unit")}
