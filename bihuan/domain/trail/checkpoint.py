"""A checkpoint: how long a chain was at a moment, and the hash that stood at its end.

Kept outside the database it proves later that nothing before it was changed or cut off. On paper stands its
code: 20 characters that a person can read out.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from . import code_words
from .chain import SYSTEM_CHAIN
from .models import Chain, Entry


class Headed(Protocol):
    """What has a newest hash: a chain or a checkpoint."""

    @property
    def head(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """``at`` is the moment it was taken, not the moment of the entry."""

    chain: str
    size: int
    head: str
    at: datetime.datetime


def taken(*, at: datetime.datetime) -> Iterator[Checkpoint]:
    """A checkpoint of every chain that has entries, by name."""
    for name, size, head in Chain.objects.order_by("name").values_list("name", "size", "head"):
        if size:
            yield Checkpoint(name, size, head, at)


def of_unit(unit_key: UUID | None, *, at: datetime.datetime) -> Checkpoint | None:
    """The checkpoint of a unit's chain (None: the system's), or None while it has no entry."""
    chain = Chain.objects.filter(name=str(unit_key) if unit_key else SYSTEM_CHAIN, size__gt=0).first()
    return Checkpoint(chain.name, chain.size, chain.head, at) if chain else None


def code(chain: Headed) -> str:
    """The code of the newest entry, for signature tables and verification pages, such as ``0A1B2-…``."""
    return code_words.of_hash(chain.head)


def entry_behind(written: str) -> Entry | None:
    """The entry that was the newest when the code was printed, or None if no chain holds it (any more).

    :raises Miswritten: if it is not a code.
    """
    canonical_code = code_words.read(written)
    candidates = Entry.objects.filter(hash__startswith=code_words.known_hex(canonical_code))
    matching = (
        entry
        for entry in candidates.select_related("chain").order_by("pk")
        if code_words.of_hash(entry.hash) == canonical_code
    )
    return next(matching, None)
