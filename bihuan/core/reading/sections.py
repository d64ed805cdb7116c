"""What a heading announces: problems, causes, measures, or the course of the meeting (no items)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from bihuan.core.reading.model import ItemType
from bihuan.core.registry import words


@dataclass(frozen=True, slots=True)
class Cue:
    """``type`` is ``None`` for a section without items; a *pure* heading says nothing besides its cue."""

    type: ItemType | None
    weight: int
    pure: bool


@dataclass(frozen=True, slots=True)
class _Group:
    type: ItemType | None
    weight: int


def cue(title: str) -> Cue | None:
    """What the heading ``title`` announces; ``None`` where its words say nothing about it."""
    pattern, groups = _table()
    totals: dict[ItemType | None, int] = {}
    for match in pattern.finditer(title):
        group = groups[match.lastgroup or ""]
        totals[group.type] = totals.get(group.type, 0) + group.weight
    if not totals:
        return None
    best = max(totals, key=lambda kind: totals[kind])
    return Cue(best, totals[best], _is_pure(title, pattern))


def _is_pure(title: str, pattern: re.Pattern[str]) -> bool:
    filler = words.entry("sections")["filler"]
    rest = _filler().sub("", pattern.sub("", title))
    return len(rest) <= int(filler["longest_rest"])


@cache
def _filler() -> re.Pattern[str]:
    return re.compile(words.entry("sections")["filler"]["pattern"])


@cache
def _table() -> tuple[re.Pattern[str], dict[str, _Group]]:
    groups: dict[str, _Group] = {}
    parts: list[str] = []
    for number, row in enumerate(words.entry("sections")["cue"]):
        kind = None if row["type"] == "ignored" else ItemType(row["type"])
        groups[f"cue{number}"] = _Group(kind, int(row["weight"]))
        parts.append(f"(?P<cue{number}>{'|'.join(row['patterns'])})")
    return re.compile("|".join(parts)), groups
