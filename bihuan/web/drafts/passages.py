"""The original as it is shown: every stretch of text knows which item it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bihuan.core.document.model import Block, BlockKind
from bihuan.core.reading.model import Heading, Item, Span

from . import words


@dataclass(frozen=True, slots=True)
class Piece:
    """Text within a passage. ``fact``: "fact" (number, owner, limit) or "masked" (a withheld number)."""

    text: str
    fact: str = ""
    label: str = ""


@dataclass(slots=True)
class Passage:
    """A stretch of one paragraph that belongs to one item, to none, or was left over."""

    type: str
    item: str = ""
    low: bool = False
    pieces: list[Piece] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Line:
    """One block of the original. ``begins`` names the items that begin in it."""

    start: int
    tag: str
    passages: list[Passage]
    begins: str = ""
    type: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    lines: list[Line]
    row_span: int
    column_span: int


@dataclass(frozen=True, slots=True)
class Table:
    rows: list[list[Cell]]


@dataclass(frozen=True, slots=True)
class _Mark:
    """A span with what it means. Of the marks over a stretch of text the shortest one counts."""

    start: int
    end: int
    item: Item | None = None
    fact: str = ""
    label: str = ""

    @property
    def length(self) -> int:
        return self.end - self.start


def lines_of(
    blocks: Sequence[Block],
    items: Iterable[Item],
    unassigned: Iterable[Span],
    outline: Iterable[Heading],
    names: dict[str, str],
) -> list[Line | Table]:
    """The blocks with their passages, cells gathered in tables. ``names``: item id → short name."""
    headings = {heading.start: heading for heading in outline if not heading.run_in}
    marks = sorted(_marks(items, unassigned), key=lambda mark: (mark.start, -mark.end))
    pending, active = iter([*marks, None]), []
    upcoming = next(pending)
    shown: list[tuple[Block, Line]] = []
    for block in blocks:
        while upcoming is not None and upcoming.start < block.end:
            active.append(upcoming)
            upcoming = next(pending)
        active = [mark for mark in active if mark.end > block.start]
        shown.append((block, _line(block, active, names, headings.get(block.start))))
    return list(_gathered(shown))


def _marks(items: Iterable[Item], unassigned: Iterable[Span]) -> Iterator[_Mark]:
    for span in unassigned:
        yield _Mark(span.start, span.end)
    for item in items:
        yield _Mark(item.start, item.end, item)
        for quantity in item.quantities:
            fact = "masked" if quantity.masked else "fact"
            yield _fact(quantity.start, quantity.text, fact, "数字未填" if quantity.masked else "数量")
        for owner in item.owners:
            yield _fact(owner.start, owner.text, "fact", owner.role)
        for deadline in item.deadlines:
            yield _fact(deadline.start, deadline.text, "fact", f"时限：{deadline.kind}")


def _fact(start: int, text: str, fact: str, label: str) -> _Mark:
    return _Mark(start, start + len(text), None, fact, label)


def _line(block: Block, active: Sequence[_Mark], names: dict[str, str], heading: Heading | None) -> Line:
    beginning = [mark.item for mark in active if mark.item and block.start <= mark.start < block.end]
    return Line(
        start=block.start,
        tag=_tag(block, heading),
        passages=_passages(block, active),
        begins=_begins([names.get(item.id, "") for item in beginning]),
        type=beginning[0].type.value if beginning else "",
    )


def _begins(names: list[str]) -> str:
    return "…".join([*names[:1], *([""] if len(names) > 1 else [])])


def _tag(block: Block, heading: Heading | None) -> str:
    if block.kind is BlockKind.RED_HEAD:
        return "red-head"
    if block.kind is BlockKind.TITLE or (heading and heading.level == 0):
        return "title"
    if block.kind is BlockKind.HEADING or heading:
        return "heading" if heading is None or heading.level < 2 else "subheading"
    return "paragraph"


def _passages(block: Block, active: Sequence[_Mark]) -> list[Passage]:
    passages: list[Passage] = []
    line = block.line
    edges = {block.start, block.end}
    for mark in active:
        edges.update(edge for edge in (mark.start, mark.end) if block.start < edge < block.end)
    ordered = sorted(edges)
    for start, end in pairwise(ordered):
        covering = [mark for mark in active if mark.start <= start and mark.end >= end]
        piece, passage = _described(covering, line[start - block.start : end - block.start])
        if passages and (passages[-1].item, passages[-1].type) == (passage.item, passage.type):
            passages[-1].pieces.append(piece)
        else:
            passage.pieces.append(piece)
            passages.append(passage)
    return passages


def _described(covering: list[_Mark], text: str) -> tuple[Piece, Passage]:
    fact = min((mark for mark in covering if mark.fact), key=lambda mark: mark.length, default=None)
    piece = Piece(text, fact.fact, fact.label) if fact else Piece(text)
    inner = min((mark for mark in covering if mark.item), key=lambda mark: mark.length, default=None)
    if inner is not None and inner.item is not None:
        low = words.level(inner.item.confidence) == "low"
        return piece, Passage(inner.item.type.value, inner.item.id, low)
    left_over = any(not mark.fact for mark in covering)
    return piece, Passage("unassigned" if left_over else "")


def _gathered(shown: Sequence[tuple[Block, Line]]) -> Iterator[Line | Table]:
    """Consecutive cells of one table become a table."""
    table: Table | None = None
    last: Block | None = None
    for block, line in shown:
        if block.kind is not BlockKind.CELL:
            table = None
            yield line
            continue
        if table is None or last is None or last.place.table != block.place.table:
            table, last = Table([]), None
            yield table
        _place(table, block, line, last)
        last = block


def _place(table: Table, block: Block, line: Line, before: Block | None) -> None:
    here, there = block.place, before.place if before else None
    if there is None or there.row != here.row:
        table.rows.append([])
    elif there.column == here.column:
        table.rows[-1][-1].lines.append(line)
        return
    table.rows[-1].append(Cell([line], here.row_span, here.column_span))
