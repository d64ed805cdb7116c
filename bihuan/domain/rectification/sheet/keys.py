"""The key cell of an exported row: which problem, measure and item it shows, and in which version."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

_PART = re.compile(r"([PMI])([0-9a-f]{32})\.([0-9]{1,9})")
_WHOLE = re.compile(rf"{_PART.pattern}(?:-{_PART.pattern})*")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A row of the ledger and the version that was exported."""

    key: UUID
    version: int


@dataclass(frozen=True, slots=True)
class RowKey:
    problem: Stamp | None = None
    measure: Stamp | None = None
    item: Stamp | None = None

    def __str__(self) -> str:
        parts = (("P", self.problem), ("M", self.measure), ("I", self.item))
        return "-".join(f"{letter}{stamp.key.hex}.{stamp.version}" for letter, stamp in parts if stamp)


def parsed(text: str) -> RowKey | None:
    """The key in a cell; None if the cell holds something else."""
    if not _WHOLE.fullmatch(text.strip()):
        return None
    found = {letter: Stamp(UUID(digits), int(version)) for letter, digits, version in _PART.findall(text)}
    return RowKey(found.get("P"), found.get("M"), found.get("I"))
