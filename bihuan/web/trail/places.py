"""An entry in an address: its unit and its number there."""

from __future__ import annotations

from uuid import UUID

from bihuan.domain.trail import browsing
from bihuan.domain.trail.models import Entry

from .scope import Scope


def place_of(entry: Entry) -> str:
    return f"{entry.chain.unit_key}.{entry.sequence}"


def entry_at(scope: Scope, written: str) -> Entry | None:
    """The entry at a place that the reader may see; None if what is written is no such place."""
    key, _, number = written.partition(".")
    unit_key = as_key(key)
    if unit_key is None or not (number.isascii() and number.isdecimal() and len(number) < 20):
        return None
    return browsing.entry_at(scope.chains(), unit_key, int(number))


def as_key(written: str) -> UUID | None:
    try:
        return UUID(written)
    except ValueError:
        return None
