"""Ask for one cell of the matrix and say what came of it."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from bihuan.domain.trail.models import Entry
from bihuan.domain.trail.security_log import security_log

from . import snapshots
from .bodies import body
from .matrix import Address, Cell
from .world import World

#: Arguments of an address that hold the key of the object.
SIDES = {"cause_link": "cause", "measure_link": "measure"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a request did: its answer, the statements that wrote, the new entries, the lines of the log."""

    response: HttpResponse
    writes: list[str]
    changed: bool
    entries: list[Entry]
    log: list[str]


def ask(
    world: World,
    tenant: str,
    cell: Cell,
    before: snapshots.Snapshot,
    *,
    fields: Mapping[str, Any] | None = None,
    query: str = "",
    checks_csrf: bool = False,
    **more: Any,
) -> Outcome:
    """Send the request as that person would, look, and take everything back.

    ``fields`` go over those of the form; ``more`` goes to the test client.
    """
    path, data = request_of(world, tenant, cell)
    client = world.tenants[tenant].members[cell.role].client(checks_csrf=checks_csrf)
    with snapshots.undone():
        newest = snapshots.last_entry()
        with snapshots.writes() as writes, security_lines() as log:
            send = getattr(client, cell.method.lower())
            response = (
                send(path + query, data | dict(fields or {}), **more) if data else send(path + query, **more)
            )
        changed = snapshots.snapshot() != before
        entries = snapshots.entries_after(newest) if changed else []
        return Outcome(response, writes, changed, entries, log)


def request_of(world: World, tenant: str, cell: Cell) -> tuple[str, dict[str, Any]]:
    """The address, and the fields of the form where one is sent."""
    row = world.object(tenant, cell.address.kind, cell.relation)
    path = address(cell.address, world.key(tenant, cell.address.kind, cell.relation))
    posts = cell.method == "POST" and cell.does
    return path, body(cell, row, world.tenants[tenant]) if posts else {}


def address(place: Address, key: UUID) -> str:
    """The address of the object; ``side``, ``kind`` and ``shape`` follow from what it is."""
    arguments: dict[str, Any] = dict(place.arguments)
    if place.kind == "cycle" and place.route != "ledger-export":
        arguments["cycle"] = key
    elif place.kind:
        arguments["key"] = key
    if place.kind in SIDES:
        arguments["side"] = SIDES[place.kind]
    if place.route.startswith("statement-") and place.kind != "cycle":
        arguments["kind"] = place.kind
    if place.route.startswith(("record-", "doubt-")) and place.kind:
        arguments["shape"] = place.kind
    return reverse(place.route, kwargs=arguments)


@contextmanager
def security_lines() -> Iterator[list[str]]:
    lines: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(record.getMessage())
    security_log.addHandler(handler)
    try:
        yield lines
    finally:
        security_log.removeHandler(handler)
