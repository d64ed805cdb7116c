"""A reading with corrections applied, and the working state behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from bihuan.core.reading import leftovers
from bihuan.core.reading.model import Item, ItemType, Link, Reading, Span

ANSWERS = (ItemType.CAUSE, ItemType.MEASURE, ItemType.DIRECTION, ItemType.RESULT)


class CorrectionRefused(Exception):
    """A correction that cannot be applied; the message is for the person who made it."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """An item that a person took out, and why."""

    item: Item
    reason: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What the paper says after the corrections: items in the order of the text."""

    items: tuple[Item, ...]
    dropped: tuple[Dropped, ...]
    links: tuple[Link, ...]
    unassigned: tuple[Span, ...]


@dataclass(slots=True)
class State:
    """The items while corrections are applied one after the other."""

    text: str
    items: dict[str, Item]
    links: dict[tuple[str, str], Link]
    dropped: list[Dropped] = field(default_factory=list)
    declined: set[tuple[str, str]] = field(default_factory=set)
    added: int = 0

    @classmethod
    def of(cls, reading: Reading, text: str) -> State:
        items = {item.id: item for item in reading.items}
        return cls(text, items, {(link.source, link.target): link for link in reading.links})

    def item(self, identifier: str) -> Item:
        if identifier not in self.items:
            raise CorrectionRefused(f"没有编号为“{identifier}”的条目，它可能已经合并、拆分或者删去。")
        return self.items[identifier]

    def put(self, item: Item) -> None:
        self.items[item.id] = item

    def parts(self, identifier: str) -> list[Item]:
        return [item for item in self.items.values() if item.parent == identifier]

    def in_order(self) -> list[Item]:
        return sorted(self.items.values(), key=lambda item: (item.start, -item.end, item.parent is not None))

    def replace_ids(self, old: Iterable[str], new: Callable[[str], Iterable[str]]) -> None:
        """Let the links of the old items hang on the new ones instead."""
        gone = set(old)
        links, self.links = self.links, {}
        for (source, target), link in links.items():
            for one in new(source) if source in gone else (source,):
                for other in new(target) if target in gone else (target,):
                    self.links.setdefault((one, other), replace(link, source=one, target=other))

    def draft(self, reading: Reading) -> Draft:
        items = self.in_order()
        order = {item.id: index for index, item in enumerate(items)}
        links = [link for pair, link in self.links.items() if self._holds(pair)]
        links.sort(
            key=lambda link: (
                order[link.source],
                link.kind == "candidate",
                -link.confidence,
                order[link.target],
            )
        )
        whole = [*reading.unassigned, *(Span(item.start, item.end) for item in reading.items)]
        covered = [Span(item.start, item.end) for item in items]
        return Draft(
            tuple(items), tuple(self.dropped), tuple(links), leftovers.outside(self.text, whole, covered)
        )

    def _holds(self, pair: tuple[str, str]) -> bool:
        source, target = self.items.get(pair[0]), self.items.get(pair[1])
        if pair in self.declined or source is None or target is None:
            return False
        return source.type is ItemType.PROBLEM and target.type in ANSWERS
