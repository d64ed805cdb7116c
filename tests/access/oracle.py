"""Which rows whom a page may show, from the rule alone: the unit of the role and the one below it.

Nothing here asks the queries or permissions of the product: rows are sorted out by the number of their unit.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.apps import apps
from django.utils.html import escape

from bihuan.domain.exchange.models import ImportBatch
from bihuan.domain.organizations.models import ScopedModel, Unit

from . import matrix
from .world import NAMES, World

Keys = set[str]


def units_seen(world: World, tenant: str, role: str) -> list[Unit]:
    """The units whose rows the role may read."""
    if matrix.data()["rights"]["read"][role] != "allowed":
        return []
    return [world.tenants[tenant].units[relation] for relation in ("own", "subordinate")]


def keys_of(rows: Iterable[object], units: Iterable[Unit]) -> Keys:
    """The keys of those rows that belong to one of the units."""
    numbers, unit_keys = {unit.pk for unit in units}, {unit.key for unit in units}
    return {
        str(row.key)
        for row in rows
        if (row.unit_key in unit_keys if isinstance(row, ImportBatch) else row.unit_id in numbers)
    }


def homes() -> dict[str, UUID]:
    """For every key of a row that belongs to a unit, the key of that unit."""
    found = {}
    for model in apps.get_models():
        if issubclass(model, ScopedModel):
            found |= {str(key): unit for key, unit in model.objects.values_list("key", "unit__key")}
    return found | {str(key): unit for key, unit in ImportBatch.objects.values_list("key", "unit_key")}


def hidden_keys(world: World, tenant: str, role: str) -> Keys:
    seen = {unit.key for unit in units_seen(world, tenant, role)}
    return {key for key, unit in world.homes.items() if unit not in seen}


def hidden_names(world: World, tenant: str, role: str) -> set[str]:
    """Names of units that must not be read by the role. One's own unit is no secret."""
    seen = {"own", *(("subordinate",) if units_seen(world, tenant, role) else ())}
    return {
        escape(name)
        for each, names in NAMES.items()
        for relation, name in names.items()
        if each != tenant or relation not in seen
    }
