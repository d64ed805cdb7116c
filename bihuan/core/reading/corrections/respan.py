"""Items with new bounds: added, split or merged; what stands inside the bounds is read again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bihuan.core.reading import details, leads
from bihuan.core.reading.corrections.draft import CorrectionRefused, State
from bihuan.core.reading.corrections.kinds import Add
from bihuan.core.reading.model import Deadline, Item
from bihuan.core.text import numbering

_SURE = 1.0


def added(state: State, identifier: str, correction: Add) -> Item:
    """A new item over a stretch that no item covers yet."""
    start, end = _trimmed(state.text, correction.start, correction.end)
    for other in state.items.values():
        if other.start < end and start < other.end:
            raise CorrectionRefused(f"选中的文字和第{other.id}条重叠，请先拆分或者删去那一条。")
    aspect = (correction.aspect or "").strip() or None
    bare = Item(identifier, correction.type, aspect, None, None, start, end, confidence=_SURE)
    return _read_again(state, bare, ())


def halves(state: State, item: Item, at: int) -> tuple[Item, Item]:
    """The two items into which an offset cuts an item."""
    if not item.start < at < item.end:
        raise CorrectionRefused("拆分的位置不在这一条之内。")
    for part in state.parts(item.id):
        if part.start < at < part.end:
            raise CorrectionRefused(f"拆分的位置在它的分项（第{part.id}条）当中，请拆分那一条。")
    found = []
    for letter, begin, stop in (("a", item.start, at), ("b", at, item.end)):
        start, end = _trimmed(state.text, begin, stop)
        half = replace(
            item, id=item.id + letter, start=start, end=end, ordinal=None, title=None, confidence=_SURE
        )
        found.append(_read_again(state, half, (item,)))
    return found[0], found[1]


def merged(state: State, identifiers: Sequence[str]) -> Item:
    """One item over neighbours, with the type, aspect, number and title of the first."""
    items = [state.item(identifier) for identifier in identifiers]
    if len(set(identifiers)) < 2 or len(set(identifiers)) < len(identifiers):
        raise CorrectionRefused("合并至少要选两条不同的条目。")
    siblings = [item for item in state.in_order() if item.parent == items[0].parent]
    first = next(index for index, item in enumerate(siblings) if item.id == items[0].id)
    if [item.id for item in siblings[first : first + len(items)]] != list(identifiers):
        raise CorrectionRefused("只能合并前后相邻的同级条目，并且按先后顺序选择。")
    end = items[-1].end
    whole = replace(items[0], id="+".join(identifiers), end=end, confidence=_SURE)
    return _read_again(state, whole, items, keep_title=True)


def _read_again(state: State, item: Item, before: Sequence[Item], *, keep_title: bool = False) -> Item:
    """Fill number, title and facts from the new bounds; facts beside the old items stay with the new."""
    text = state.text
    mark = numbering.leading(text[item.start : item.end])
    body = item.start + mark.end if mark else item.start
    parts = [(part.start, part.end) for old in before for part in state.parts(old.id)]
    facts = details.Facts()
    inside = [part for part in parts if item.start <= part[0] and part[1] <= item.end]
    for start, end in details.own_spans(item.start, item.end, inside):
        facts = facts.joined(details.facts_of(text, start, end, item.type, year=None))
    owners = [one for old in before for one in old.owners if not _inside(old, one.start)]
    limits = [one for old in before for one in old.deadlines if not _inside(old, one.start)]
    return replace(
        item,
        ordinal=item.ordinal if keep_title else (text[item.start : body].strip() or None),
        title=item.title if keep_title else leads.title(text, body, item.end),
        examples=facts.examples,
        quantities=facts.quantities,
        owners=(*facts.owners, *dict.fromkeys(owners)),
        deadlines=(*_with_known_dates(facts.deadlines, before), *dict.fromkeys(limits)),
    )


def _inside(item: Item, at: int) -> bool:
    return item.start <= at < item.end


def _with_known_dates(found: Sequence[Deadline], before: Sequence[Item]) -> tuple[Deadline, ...]:
    """Dates that the first reading resolved from the rest of the paper stay resolved."""
    known = {(one.start, one.text): one for old in before for one in old.deadlines}
    return tuple(known.get((one.start, one.text), one) for one in found)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    if not 0 <= start < end <= len(text):
        raise CorrectionRefused("选中的范围不在原文之内。")
    while start < end and (text[start].isspace() or text[start] in "；;"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "；;"):
        end -= 1
    if not any(sign.isalnum() for sign in text[start:end]):
        raise CorrectionRefused("选中的范围里没有文字。")
    return start, end
