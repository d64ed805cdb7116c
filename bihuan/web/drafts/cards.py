"""The items as they are shown beside the original: one card each, in the order that was asked for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bihuan.core.reading.model import Item, ItemType

from . import words

LONGEST_EXCERPT = 160
ORDERS = {"doubt": "先看没把握的", "text": "按原文顺序"}


@dataclass(frozen=True, slots=True)
class Card:
    """``level`` is how sure the item is now, ``rank`` how sure it was when read: that keeps its place."""

    id: str
    type: str
    name: str
    ordinal: str
    title: str
    aspect: str
    excerpt: str
    start: int
    end: int
    level: str
    rank: str
    corrected: bool
    child: bool
    owners: tuple[str, ...]
    limits: tuple[str, ...]
    figures: tuple[str, ...]
    masked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Cards under one heading; ``title`` is empty where the order needs none."""

    title: str
    cards: tuple[Card, ...]


def names_of(items: Iterable[Item]) -> dict[str, str]:
    """A short name for every item, counted by type in the order of the text: 问1, 问2, 因1."""
    counted: Counter[ItemType] = Counter()
    names = {}
    for item in items:
        counted[item.type] += 1
        names[item.id] = f"{words.SHORT[item.type]}{counted[item.type]}"
    return names


def origin_of(item: Item, read: Mapping[str, Item]) -> Item | None:
    """What the program read where the item now stands: 7 for 7, 7a and 7+8; nothing for an added one."""
    return read.get(item.id) or read.get(re.match(r"\d*", item.id).group())


def card(item: Item, text: str, name: str, origin: Item | None) -> Card:
    """The card of an item; ``origin`` is what the program itself read there, if anything."""
    body = text[item.start : item.end].strip()
    wording = _after_title(body, item)
    return Card(
        id=item.id,
        type=item.type.value,
        name=name,
        ordinal=item.ordinal or "",
        title=item.title or body[:30],
        aspect=item.aspect or "",
        excerpt=shortened(wording),
        start=item.start,
        end=item.end,
        level=words.level(item.confidence),
        rank=words.level(origin.confidence if origin else item.confidence),
        corrected=item != origin,
        child=item.parent is not None,
        owners=tuple(f"{owner.role}：{owner.text}" for owner in item.owners),
        limits=tuple(words.limit(deadline) for deadline in item.deadlines),
        figures=tuple(words.figure(one) for one in item.quantities if not one.masked),
        masked=tuple(words.figure(one) for one in item.quantities if one.masked),
    )


def shortened(words: str) -> str:
    return words[:LONGEST_EXCERPT] + ("…" if len(words) > LONGEST_EXCERPT else "")


def _after_title(body: str, item: Item) -> str:
    """The wording without the number and title that stand above it on the card."""
    lead = f"{item.ordinal or ''}{item.title or ''}"
    return body[len(lead) :].lstrip("。，：；;:,. ") if item.title and body.startswith(lead) else body


def grouped(cards: Sequence[Card], order: str) -> list[Group]:
    """Doubtful ones first, or in the order of the text under type and aspect."""
    if order == "doubt":
        return _by_doubt(cards)
    groups: list[tuple[str, list[Card]]] = []
    for each in cards:
        title = " · ".join(filter(None, (words.TYPES[ItemType(each.type)], each.aspect)))
        if not groups or groups[-1][0] != title:
            groups.append((title, []))
        groups[-1][1].append(each)
    return [Group(title, tuple(inner)) for title, inner in groups]


def _by_doubt(cards: Sequence[Card]) -> list[Group]:
    titles = {
        "low": "请核对：程序没有把握（看过没错，按它现在类型的数字键）",
        "middle": "把握一般",
        "high": "把握大",
    }
    groups = (Group(titles[rank], tuple(each for each in cards if each.rank == rank)) for rank in titles)
    return [group for group in groups if group.cards]
