"""Which rows whom a page may show, from the rule alone: the unit of the role and the one below it.

Nothing here asks the queries or permissions of the product: rows are sorted out by the number of their unit
and by the app that they belong to.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from uuid import UUID

from django.apps import apps
from django.utils.html import escape

from bihuan.domain.accounts.models import User
from bihuan.domain.exchange.models import ImportBatch
from bihuan.domain.organizations.models import ScopedModel, Unit

from . import matrix
from .world import NAMES, World

Keys = set[str]
Homes = dict[str, tuple[str, UUID]]


#: The right that lets one see the rows of an app.
RIGHTS = {
    "organizations": "see-people",
    "accounts": "see-roles",
    "documents": "read-drafts",
    "exchange": "read-drafts",
    "cycles": "read",
    "rectification": "read",
    "ledgers": "read",
    "profiles": "read",
    "facts": "read",
}

#: Which right shows the imported tables of a purpose.
BATCHES = {"ledger": "read-drafts", "people": "import-people", "records": "import-records"}


def units_seen(world: World, tenant: str, role: str, right: str = "read") -> list[Unit]:
    """The units whose rows the role may see by a right."""
    if matrix.said_to(right, role) != "allowed":
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


def homes() -> Homes:
    """For every key of a row that belongs to a unit, the right that shows it and the key of that unit."""
    found: Homes = {}
    for model in apps.get_models():
        if issubclass(model, ScopedModel):
            right = RIGHTS[model._meta.app_label]
            found |= {str(key): (right, unit) for key, unit in model.objects.values_list("key", "unit__key")}
    for key, unit, purpose in ImportBatch.objects.values_list("key", "unit_key", "purpose"):
        found[str(key)] = (BATCHES[purpose], unit)
    for key, unit in User.objects.values_list("key", "person__unit__key"):
        found[str(key)] = ("see-roles", unit)
    return found | {str(key): ("see-units", key) for key in Unit.objects.values_list("key", flat=True)}


@cache
def hidden_keys(world: World, tenant: str, role: str) -> Keys:
    """Keys that must not be read by the role. What belongs to oneself is no secret."""
    rights = {right for right, _ in world.homes.values()}
    seen = {right: {unit.key for unit in units_seen(world, tenant, role, right)} for right in rights}
    hidden = {key for key, (right, unit) in world.homes.items() if not _below(world, unit, seen[right])}
    return hidden - _of_oneself(world, tenant, role)


def _below(world: World, unit: UUID, seen: set[UUID]) -> bool:
    """Whether the unit, or the one that it is an inner part of, is seen."""
    return unit in seen or world.parents.get(unit) in seen


def _of_oneself(world: World, tenant: str, role: str) -> Keys:
    member = world.tenants[tenant].members[role]
    return {str(key) for key in member.keys}


@cache
def hidden_names(world: World, tenant: str, role: str) -> set[str]:
    """Names of units that must not be read by the role. One's own unit is no secret."""
    seen = {"own", *(("subordinate",) if units_seen(world, tenant, role, "see-units") else ())}
    return {
        escape(name)
        for each, names in NAMES.items()
        for relation, name in names.items()
        if each != tenant or relation not in seen
    }
