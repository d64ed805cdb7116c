"""What the reading page shows: one part of the original beside the items that were read out of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bihuan.core.document.model import Document
from bihuan.core.reading import corrections
from bihuan.core.reading.model import Item, ItemType, Reading, Span

from . import cards, words
from .parts import Part, part_at, parts_of
from .passages import lines_of

STEPS = {"retitle": "改标题", "split": "拆成两条", "move": "移到另一个方面", "add": "补选为一条"}
ALL, DOUBT, UNASSIGNED, DROPPED = "", "doubt", "unassigned", "dropped"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the user asked to see: a part, an order, a filter, a chosen item."""

    part: int | None = None
    order: str = "doubt"
    show: str = ALL
    item: str = ""


def wanted_of(query: Mapping[str, str]) -> Wanted:
    part = query.get("part", "")
    shows = {ALL, DOUBT, UNASSIGNED, DROPPED, *(each.value for each in ItemType)}
    return Wanted(
        part=int(part) if part.isdecimal() else None,
        order=query.get("order") if query.get("order") in cards.ORDERS else "doubt",
        show=query.get("show") if query.get("show") in shows else ALL,
        item=query.get("item", "")[:40],
    )


def page_of(
    document: Document, reading: Reading, checked: corrections.Draft, wanted: Wanted
) -> dict[str, Any]:
    """The context of the reading page, bounded by the size of one part."""
    parts = parts_of(document)
    part = _part(parts, checked, wanted)
    items = [item for item in checked.items if part.holds(item.start)]
    rests = [span for span in checked.unassigned if part.holds(span.start)]
    names = cards.names_of(checked.items)
    read = {item.id: item for item in reading.items}
    shown = [
        cards.card(item, document.text, names[item.id], cards.origin_of(item, read))
        for item in _shown(items, wanted.show)
    ]
    groups = cards.grouped(shown, wanted.order)
    rest_cards = [_rest(document.text, span) for span in rests] if wanted.show in (ALL, UNASSIGNED) else []
    return {
        "part": part,
        "parts": parts,
        "lines": lines_of(part.blocks, _reaching(checked.items, part), rests, reading.outline, names),
        "groups": groups,
        "rests": rest_cards,
        "dropped": [
            (cards.card(each.item, document.text, "不采用", each.item), each.reason)
            for each in checked.dropped
            if wanted.show in (ALL, DROPPED) and part.holds(each.item.start)
        ],
        "filters": _filters(checked),
        "doubt_part": _next_doubt(parts, part, checked.items),
        "aspects": list(dict.fromkeys(item.aspect for item in checked.items if item.aspect)),
        "chosen": _chosen([card for group in groups for card in group.cards], rest_cards, checked, wanted),
        "wanted": wanted,
        "orders": cards.ORDERS,
        "steps": STEPS,
        "types": [(kind.value, label, number) for number, (kind, label) in enumerate(words.TYPES.items(), 1)],
    }


def _part(parts: Sequence[Part], checked: corrections.Draft, wanted: Wanted) -> Part:
    if wanted.part is not None and 1 <= wanted.part <= len(parts):
        return parts[wanted.part - 1]
    start = next((item.start for item in checked.items if item.id == wanted.item), 0)
    return part_at(parts, start)


def _reaching(items: Sequence[Item], part: Part) -> list[Item]:
    return [item for item in items if item.start < part.end and item.end > part.start]


def _shown(items: Sequence[Item], show: str) -> list[Item]:
    if show == ALL:
        return list(items)
    if show == DOUBT:
        return [item for item in items if words.level(item.confidence) == "low"]
    return [item for item in items if item.type.value == show]


def _rest(text: str, span: Span) -> dict[str, Any]:
    body = text[span.start : span.end]
    return {"id": f"u{span.start}", "start": span.start, "end": span.end, "excerpt": cards.shortened(body)}


def _filters(checked: corrections.Draft) -> list[dict[str, Any]]:
    """Every filter with its count over the whole paper."""
    counted = Counter(item.type for item in checked.items)
    doubtful = sum(words.level(item.confidence) == "low" for item in checked.items)
    ordered = [(ALL, "全部", len(checked.items)), (DOUBT, "请核对", doubtful)]
    ordered += [(kind.value, label, counted[kind]) for kind, label in words.TYPES.items() if counted[kind]]
    ordered += [(UNASSIGNED, "未归类", len(checked.unassigned)), (DROPPED, "不采用", len(checked.dropped))]
    return [{"value": value, "label": label, "count": count} for value, label, count in ordered]


def _next_doubt(parts: Sequence[Part], here: Part, items: Sequence[Item]) -> int | None:
    """The next part, round the end, where an item needs a look."""
    if len(parts) == 1:
        return None
    doubtful = {part_at(parts, item.start).number for item in items if words.level(item.confidence) == "low"}
    following = sorted(doubtful - {here.number}, key=lambda number: (number < here.number, number))
    return following[0] if following else None


def _chosen(
    shown: Sequence[cards.Card], rests: Sequence[dict[str, Any]], checked: corrections.Draft, wanted: Wanted
) -> str:
    """The wanted item; if the filter hides it now, the shown one that follows it in the text."""
    known = [card.id for card in shown] + [rest["id"] for rest in rests]
    if wanted.item in known or not wanted.item:
        return wanted.item
    start = next((item.start for item in checked.items if item.id == wanted.item), None)
    if start is None or not shown:
        return ""
    following = [card for card in shown if card.start > start]
    return min(following, key=lambda card: card.start).id if following else shown[-1].id
