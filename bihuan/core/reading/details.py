"""Fill the items: numbers, owners, limits, instances, and how sure each is."""

from __future__ import annotations

from collections.abc import Sequence

from bihuan.core.reading import confidence, deadlines, examples, leads, owners, quantities
from bihuan.core.reading.drafts import Assigned, DraftItem
from bihuan.core.reading.model import Deadline, Item, ItemType, Owner, Quantity, Span

_LONG = 900
_SHORT = 6


def items(text: str, drafts: Sequence[DraftItem], *, year: int | None) -> tuple[Item, ...]:
    """The drafts in order as items; what a part says belongs to the part, not again to its parent."""
    numbers = {id(draft): str(index) for index, draft in enumerate(drafts, start=1)}
    parts: dict[int, list[DraftItem]] = {}
    for draft in drafts:
        if draft.parent is not None:
            parts.setdefault(id(draft.parent), []).append(draft)
    return tuple(_item(text, draft, parts.get(id(draft), []), numbers, year) for draft in drafts)


def _item(
    text: str, draft: DraftItem, parts: Sequence[DraftItem], numbers: dict[int, str], year: int | None
) -> Item:
    facts = Facts()
    for start, end in own_spans(draft.start, draft.end, [(part.start, part.end) for part in parts]):
        facts = facts.joined(facts_of(text, start, end, draft.type, year=year))
    for assigned in draft.assigned:
        facts = facts.joined(_assigned_facts(text, assigned, year))
    return Item(
        id=numbers[id(draft)],
        type=draft.type,
        aspect=draft.aspect,
        ordinal=draft.ordinal,
        title=draft.title,
        start=draft.start,
        end=draft.end,
        parent=numbers[id(draft.parent)] if draft.parent else None,
        examples=facts.examples,
        quantities=facts.quantities,
        owners=facts.owners,
        deadlines=facts.deadlines,
        confidence=confidence.confidence((*draft.doubts, *_doubts(text, draft))),
    )


class Facts:
    """What stands in a stretch of text."""

    __slots__ = ("deadlines", "examples", "owners", "quantities")

    def __init__(
        self,
        examples: tuple[Span, ...] = (),
        quantities: tuple[Quantity, ...] = (),
        owners: tuple[Owner, ...] = (),
        deadlines: tuple[Deadline, ...] = (),
    ) -> None:
        self.examples = examples
        self.quantities = quantities
        self.owners = owners
        self.deadlines = deadlines

    def joined(self, other: Facts) -> Facts:
        return Facts(
            self.examples + other.examples,
            self.quantities + other.quantities,
            self.owners + other.owners,
            self.deadlines + other.deadlines,
        )


def facts_of(text: str, start: int, end: int, kind: ItemType, *, year: int | None) -> Facts:
    """Numbers, owners, limits and instances in ``text[start:end]``."""
    counted = quantities.find(text, start, end)
    return Facts(
        examples.find(text, start, end, kind),
        counted,
        owners.find(text, start, end),
        deadlines.find(text, start, end, year=year, kind=kind, quantities=counted),
    )


def _assigned_facts(text: str, assigned: Assigned, year: int | None) -> Facts:
    start, end = assigned.start, assigned.end
    if assigned.owner is not None:
        limits = deadlines.find(text, start, end, year=year, kind=ItemType.MEASURE)
        return Facts(owners=owners.in_cell(text, start, end, assigned.owner), deadlines=limits)
    limits = deadlines.in_cell(text, start, end, year=year)
    return Facts(owners=() if assigned.in_cell else owners.find(text, start, end), deadlines=limits)


def own_spans(start: int, end: int, parts: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches of an item that do not belong to its parts."""
    spans, at = [], start
    for begin, stop in sorted(parts):
        if begin > at:
            spans.append((at, begin))
        at = max(at, stop)
    return [*spans, (at, end)] if at < end else spans


def _doubts(text: str, draft: DraftItem) -> list[str]:
    doubts: list[str] = []
    words = text[draft.start : draft.end]
    if words[-1] not in '。！？；”")）':
        doubts.append("no final mark")
    if len(words) > _LONG:
        doubts.append("long")
    if len(words) < _SHORT:
        doubts.append("short")
    if draft.type is ItemType.PROBLEM and not leads.names_problem(words):
        doubts.append("wording")
    return doubts
