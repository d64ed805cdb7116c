"""Which mechanisms bind a unit: by its kind, and by the leading body of the Party that it has."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from bihuan.core.registry.mechanisms import Mechanism, mechanisms
from bihuan.domain.organizations.enums import LeadingBody, UnitKind
from bihuan.domain.organizations.models import Unit

#: A unit with a 党组 or 党委 keeps its ledgers, whether or not that stands in the tree by itself.
BODIES = {
    LeadingBody.PARTY_GROUP: UnitKind.PARTY_GROUP,
    LeadingBody.PARTY_COMMITTEE: UnitKind.PARTY_COMMITTEE,
}


def kinds_of(unit: Unit) -> frozenset[str]:
    """As what the unit keeps ledgers."""
    body = BODIES.get(LeadingBody(unit.leading_body)) if unit.leading_body else None
    return frozenset({unit.kind, body} - {None})


def is_bound(unit: Unit, mechanism: Mechanism) -> bool:
    return not kinds_of(unit).isdisjoint(mechanism.binds)


def bound_units(mechanism: Mechanism) -> Q:
    """Filter of the units that keep the mechanism's ledger."""
    bodies = [body for body, kind in BODIES.items() if kind in mechanism.binds]
    return Q(kind__in=mechanism.binds) | Q(leading_body__in=bodies)


def kinds_within(paths: Iterable[str]) -> frozenset[str]:
    """As what the standing units at the paths and below them keep ledgers: one query."""
    units = Unit.objects.within(paths).standing().order_by()
    found = units.values_list("kind", "leading_body").distinct()
    return frozenset().union(*(kinds_of(Unit(kind=kind, leading_body=body)) for kind, body in found))


def mechanisms_of(units: Iterable[Unit]) -> list[Mechanism]:
    """The mechanisms that bind one of the units at least, in the order of the registry."""
    kinds = frozenset[str]().union(*(kinds_of(unit) for unit in units))
    return [each for each in mechanisms().values() if not kinds.isdisjoint(each.binds)]
