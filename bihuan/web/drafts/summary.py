"""What confirming a draft will create, and what is still open in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bihuan.core.reading.corrections import Draft
from bihuan.core.reading.model import Item, ItemType

from . import words

PROMISES = {ItemType.MEASURE, ItemType.DIRECTION}


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of what will be created, of the gaps known so far, and of what nobody has looked at."""

    rows: tuple[tuple[str, int], ...]
    items: int
    gaps: tuple[tuple[str, int], ...]
    unassigned: int
    dropped: int
    doubtful: tuple[Item, ...]

    @property
    def total(self) -> int:
        return sum(count for _, count in self.rows)


def summary_of(checked: Draft) -> Summary:
    counted = Counter(item.type for item in checked.items)
    promised = leaves(checked.items)
    return Summary(
        rows=tuple((label, counted[kind]) for kind, label in words.TYPES.items() if counted[kind]),
        items=len(promised),
        gaps=tuple((label, count) for label, count in _gaps(checked, promised) if count),
        unassigned=len(checked.unassigned),
        dropped=len(checked.dropped),
        doubtful=tuple(item for item in checked.items if words.level(item.confidence) == "low"),
    )


def leaves(items: Sequence[Item]) -> list[Item]:
    """Measures and directions without parts: each becomes an item of the ledger."""
    parents = {item.parent for item in items if item.parent}
    return [item for item in items if item.type in PROMISES and item.id not in parents]


def _measurable(item: Item) -> bool:
    """Whether it names a number; one that is masked can be checked by nobody."""
    return any(not quantity.masked for quantity in item.quantities)


def _gaps(checked: Draft, promised: Sequence[Item]) -> list[tuple[str, int]]:
    linked = {link.source for link in checked.links if link.kind == "explicit"}
    problems = [item for item in checked.items if item.type is ItemType.PROBLEM]
    masked = sum(quantity.masked for item in checked.items for quantity in item.quantities)
    return [
        ("问题还没有对上原因或措施", sum(item.id not in linked for item in problems)),
        ("整改事项没有责任人", sum(not item.owners for item in promised)),
        ("整改事项没有时限", sum(not item.deadlines for item in promised)),
        ("整改事项没有可检验的数量目标", sum(not _measurable(item) for item in promised)),
        ("数字未填（原文以*等符号代替）", masked),
    ]
