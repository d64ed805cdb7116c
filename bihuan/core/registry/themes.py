"""Themes and examined aspects of each cycle, and which aspect a heading of a paper means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from bihuan.core.registry.files import codes, read_toml

_FOLDER = "themes"
_NO_WORD = re.compile(r"[^\w]|^带头|方面$|的")
_CLOSE_ENOUGH = 0.5


@dataclass(frozen=True, slots=True)
class Aspect:
    """One examined aspect. ``code`` is the cycle and its number in it, such as 2024-2."""

    code: str
    no: int
    short: str
    full: str


@dataclass(frozen=True, slots=True)
class Theme:
    """What one cycle is about. ``cycle`` is the examined year; ``verified`` tells whether sources agree."""

    cycle: int
    kind: str
    title: str
    verified: bool
    aspects: tuple[Aspect, ...]
    sources: tuple[str, ...]
    required_reports: tuple[str, ...] = ()
    note: str = ""


def cycles() -> tuple[int, ...]:
    """The years for which a theme is known."""
    return tuple(int(code) for code in codes(_FOLDER))


@cache
def theme(year: int) -> Theme | None:
    """The theme of the cycle that examines ``year``."""
    if year not in cycles():
        return None
    entry = read_toml(_FOLDER, str(year))
    aspects = (
        Aspect(f"{year}-{row['no']}", row["no"], row["short"], row["full"]) for row in entry["aspects"]
    )
    return Theme(
        cycle=entry["cycle"],
        kind=entry["kind"],
        title=entry["theme"],
        verified=entry["status"] == "verified",
        aspects=tuple(aspects),
        sources=tuple(entry["sources"]),
        required_reports=tuple(entry["required_reports"]),
        note=entry.get("note", ""),
    )


def match(title: str, year: int) -> Aspect | None:
    """The aspect of that year's theme that a heading means, if it means one."""
    known = theme(year)
    bare = _bare(title)
    if known is None or not known.aspects or not bare:
        return None
    scored = [(_likeness(bare, aspect), aspect) for aspect in known.aspects]
    best, aspect = max(scored, key=lambda pair: pair[0])
    return aspect if best >= _CLOSE_ENOUGH else None


def _likeness(bare: str, aspect: Aspect) -> float:
    """1 where one holds the other, else the share of character pairs that both have."""
    best = 0.0
    for name in (_bare(aspect.full), _bare(aspect.short)):
        if len(name) >= 4 and len(bare) >= 4 and (name in bare or bare in name):
            return 1.0
        first, second = _pairs(bare), _pairs(name)
        best = max(best, 2 * len(first & second) / (len(first) + len(second) or 1))
    return best


def _bare(title: str) -> str:
    return _NO_WORD.sub("", _NO_WORD.sub("", title))


def _pairs(words: str) -> set[str]:
    return {words[at : at + 2] for at in range(len(words) - 1)}
