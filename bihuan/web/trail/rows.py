"""Entries as lines of a table: names and words instead of keys and codes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from bihuan.core.registry.actions import title_of
from bihuan.core.registry.roles import SYSTEM, roles
from bihuan.domain.organizations.models import Unit
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.models import Entry

from . import objects, people, places
from .filters import VIA
from .people import Someone

RESULTS = {"done": "已办"}


@dataclass(frozen=True, slots=True)
class Row:
    """One entry in words."""

    entry: Entry
    unit: Unit | None
    who: Someone
    on_behalf_of: Someone | None
    roles: str
    action: str
    via: str
    result: str
    kind: str
    name: str
    address: str

    @property
    def place(self) -> str:
        return places.place_of(self.entry)

    @property
    def number(self) -> str:
        """The first characters of the object's key: enough to tell two objects apart."""
        return str(self.entry.object_key)[:8] if self.entry.object_key else ""


def rows_of(entries: Sequence[Entry], actor: Actor) -> list[Row]:
    """All entries in words: three queries, however many there are."""
    users = people.behind(key for entry in entries for key in _user_keys(entry))
    units = {entry.chain.unit_key for entry in entries} | set(_objects(entries, "organizations.unit"))
    named = objects.names(units, _objects(entries, "organizations.person"), users)
    return [_row(entry, named, actor) for entry in entries]


def _row(entry: Entry, named: objects.Names, actor: Actor) -> Row:
    unit = named.units.get(entry.chain.unit_key)
    path = unit.path if unit else "/"
    return Row(
        entry=entry,
        unit=unit,
        who=people.said(entry.actor_key, named.users),
        on_behalf_of=people.said(entry.on_behalf_of, named.users) if entry.on_behalf_of else None,
        roles=role_names(entry.roles),
        action=title_of(entry.action),
        via=VIA.get(entry.via, entry.via),
        result=RESULTS.get(entry.result, entry.result),
        kind=objects.kind_of(entry.object_type),
        name=named.of(entry.object_type, entry.object_key),
        address=objects.address_of(entry.object_type, entry.object_key, actor, path),
    )


def role_names(codes: str) -> str:
    """``承办人、复核人`` for ``clerk,verifier``; the system has none, and old codes stay as written."""
    held = [code for code in codes.split(",") if code not in ("", SYSTEM)]
    return "、".join(roles()[code].name if code in roles() else code for code in held)


def _user_keys(entry: Entry) -> Iterable[UUID | None]:
    yield entry.actor_key
    yield entry.on_behalf_of
    if entry.object_type == "accounts.user":
        yield entry.object_key


def _objects(entries: Iterable[Entry], kind: str) -> Iterable[UUID]:
    return (entry.object_key for entry in entries if entry.object_type == kind and entry.object_key)
