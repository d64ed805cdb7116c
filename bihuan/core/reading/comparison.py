"""Compare what the ledger holds with a new reading of the same cycle's paper."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bihuan.core.reading import candidates
from bihuan.core.reading.model import Item, ItemType

_ALIKE = 0.35
_WORDS = re.compile(r"[0-9A-Za-z.%％]+|.", re.DOTALL)
_BLANKS = re.compile(r"\s+")


class Change(StrEnum):
    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Row:
    """An item as either side knows it."""

    id: str
    type: ItemType
    aspect: str | None
    title: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of wording: ``change`` is same, added (only new) or missing (only old)."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """An old item and the new one that became of it; one of them is ``None`` where there is no other."""

    change: Change
    old: Row | None
    new: Row | None
    similarity: float
    pieces: tuple[Piece, ...] = ()


def rows(items: Iterable[Item], text: str) -> list[Row]:
    """The items of a reading of ``text`` as rows."""
    return [Row(item.id, item.type, item.aspect, item.title, text[item.start : item.end]) for item in items]


def compare(old: Sequence[Row], new: Sequence[Row]) -> tuple[Pair, ...]:
    """Every old and new row exactly once: the new ones in their order, then the missing ones."""
    partners = _partners(old, new)
    pairs = [_pair(old[partners[index]] if index in partners else None, row) for index, row in enumerate(new)]
    taken = set(partners.values())
    missing = [Pair(Change.MISSING, row, None, 0.0) for index, row in enumerate(old) if index not in taken]
    return (*pairs, *missing)


def _partners(old: Sequence[Row], new: Sequence[Row]) -> dict[int, int]:
    """For each new row the index of its old one: equal wording first, then the most alike."""
    found: dict[int, int] = {}
    free: dict[tuple[ItemType, str], list[int]] = {}
    for index, row in reversed(list(enumerate(old))):
        free.setdefault((row.type, _plain(row.text)), []).append(index)
    for index, row in enumerate(new):
        same = free.get((row.type, _plain(row.text)))
        if same:
            found[index] = same.pop()
    taken = set(found.values())
    scored = [
        (-score, new_index, old_index)
        for new_index, old_index, score in _alike(old, new, found, taken)
        if score >= _ALIKE
    ]
    for _, new_index, old_index in sorted(scored):
        if new_index not in found and old_index not in taken:
            found[new_index] = old_index
            taken.add(old_index)
    return found


def _alike(
    old: Sequence[Row], new: Sequence[Row], found: dict[int, int], taken: set[int]
) -> Iterable[tuple[int, int, float]]:
    rest = [index for index in range(len(old)) if index not in taken]
    for kind in ItemType:
        names = [index for index in rest if old[index].type is kind]
        if not names:
            continue
        index_of = candidates.Names([_plain(old[one].text) for one in names])
        for new_index, row in enumerate(new):
            if new_index not in found and row.type is kind:
                for place, score in index_of.ranked(_plain(row.text)):
                    yield new_index, names[place], score


def _pair(old: Row | None, new: Row) -> Pair:
    if old is None:
        return Pair(Change.ADDED, None, new, 0.0)
    if _plain(old.text) == _plain(new.text) and old.aspect == new.aspect and old.title == new.title:
        return Pair(Change.SAME, old, new, 1.0)
    similarity = round(candidates.similarity(_plain(old.text), _plain(new.text)), 3)
    return Pair(Change.CHANGED, old, new, similarity, difference(old.text, new.text))


def difference(old: str, new: str) -> tuple[Piece, ...]:
    """How the new wording came of the old, character by character, numbers kept whole."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    pieces: list[Piece] = []
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for what, first, last, begin, stop in matcher.get_opcodes():
        if what == "equal":
            pieces.append(Piece(Change.SAME, "".join(before[first:last])))
            continue
        if last > first:
            pieces.append(Piece(Change.MISSING, "".join(before[first:last])))
        if stop > begin:
            pieces.append(Piece(Change.ADDED, "".join(after[begin:stop])))
    return tuple(pieces)


def _plain(text: str) -> str:
    return _BLANKS.sub("", text)
