"""Items out of ledgers: a problem cell may span several measures, and each row has its owners and limits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from bihuan.core.document.model import Document
from bihuan.core.reading import columns, grid, leads, paragraphs
from bihuan.core.reading.columns import Column, Head
from bihuan.core.reading.drafts import Assigned, Context, DraftItem
from bihuan.core.reading.grid import Cell, Grid
from bihuan.core.reading.model import ItemType, Span
from bihuan.core.text import numbering

_TYPES = {
    "problem": ItemType.PROBLEM,
    "cause": ItemType.CAUSE,
    "measure": ItemType.MEASURE,
    "result": ItemType.RESULT,
}


@dataclass(slots=True)
class Found:
    """The items of all ledgers, and what of them needs no item: heads, numbers, names of aspects."""

    drafts: list[DraftItem] = field(default_factory=list)
    frames: list[Span] = field(default_factory=list)
    ledgers: int = 0
    lines: set[int] = field(default_factory=set)


def find(document: Document) -> Found:
    """The items in the tables of a document whose heads are those of a ledger."""
    found = Found()
    group = 0
    for table in grid.grids(document):
        head = columns.head(document.text, table)
        if head is None:
            continue
        found.ledgers += 1
        found.lines |= {cell.start for cell in table.cells}
        found.frames += [Span(*span) for span in head.spans]
        group = _Ledger(document.text, table, head, found, group).read()
    return found


class _Ledger:
    """Walks one table row by row, carrying the aspect and the problem that span several rows."""

    def __init__(self, text: str, table: Grid, head: Head, found: Found, group: int) -> None:
        self.text = text
        self.rows = table.by_row()
        self.head = head
        self.found = found
        self.group = group
        self.aspect: str | None = None
        self.number: str | None = None
        self.spanning: dict[int, list[Assigned]] = {}

    def read(self) -> int:
        for row in range(self.head.first_row, len(self.rows)):
            self._row(row)
        return self.group

    def _row(self, row: int) -> None:
        cells = self.rows[row]
        if self._is_divider(cells):
            self._frame(cells[0])
            title = _words(self.text, cells[0])
            mark = numbering.leading(title)
            self.aspect = leads.aspect(title[mark.end :] if mark else title)
            return
        by_role: dict[str, list[Cell]] = {}
        for cell in cells:
            by_role.setdefault(self._column(cell).role, []).append(cell)
        self._names(by_role)
        if by_role.get("problem") or self.group == 0:
            self.group += 1
        made = [draft for cell in cells for draft in self._items(cell)]
        self.found.drafts += made
        self._assign(row, made, [*by_role.get("owner", []), *by_role.get("deadline", [])])

    def _column(self, cell: Cell) -> Column:
        return self.head.columns.get(cell.column, Column("ignored"))

    def _is_divider(self, cells: list[Cell]) -> bool:
        """A row with one cell over the width of the table names an aspect."""
        return len(cells) == 1 and (
            cells[0].column_span > 2
            or (cells[0].column == 0 and numbering.leading(_words(self.text, cells[0])) is not None)
        )

    def _names(self, by_role: dict[str, list[Cell]]) -> None:
        self.number = None
        for cell in by_role.get("number", []):
            self.number = _words(self.text, cell)
            self._frame(cell)
        for cell in by_role.get("aspect", []):
            self.aspect = leads.aspect(_words(self.text, cell))
            self._frame(cell)

    def _frame(self, cell: Cell) -> None:
        self.found.frames += [Span(*part) for part in cell.parts]

    def _items(self, cell: Cell) -> Iterator[DraftItem]:
        kind = _TYPES.get(self._column(cell).role)
        if kind is None:
            return
        context = Context(kind, self.aspect, "heading")
        made = [
            draft for start, end in entries(self.text, cell) for draft in self._entry(start, end, context)
        ]
        if kind is ItemType.PROBLEM and len(made) == 1 and made[0].ordinal is None:
            made[0].ordinal = self.number
        for draft in made:
            draft.row = self.group
        yield from made

    def _entry(self, start: int, end: int, context: Context) -> Iterator[DraftItem]:
        mark = numbering.leading(self.text[start:end])
        moved = numbering.moved(mark, start) if mark else None
        yield from paragraphs.items(self.text, start, end, moved, context)

    def _assign(self, row: int, made: list[DraftItem], cells: list[Cell]) -> None:
        """Owners and limits belong to the measures of every row that their cell spans."""
        measures = [draft for draft in made if draft.type is ItemType.MEASURE]
        for cell in cells:
            column = self._column(cell)
            self.found.frames += [Span(*part) for part in cell.parts]
            for start, end in cell.parts:
                assigned = Assigned(start, end, column.owner)
                for later in range(row, row + cell.row_span):
                    self.spanning.setdefault(later, []).append(assigned)
        for draft in measures or [draft for draft in made if draft.type is ItemType.PROBLEM]:
            draft.assigned += self.spanning.get(row, [])


def entries(text: str, cell: Cell) -> list[tuple[int, int]]:
    """The entries of a cell: its paragraphs where they are numbered, else the whole cell."""
    numbered = [numbering.leading(text[start:end]) is not None for start, end in cell.parts]
    if not any(numbered) or len(cell.parts) == 1:
        return [(cell.start, cell.end)]
    found: list[tuple[int, int]] = []
    for (start, end), is_numbered in zip(cell.parts, numbered, strict=True):
        if is_numbered or not found:
            found.append((start, end))
        else:
            found[-1] = (found[-1][0], end)
    return found


def _words(text: str, cell: Cell) -> str:
    return " ".join(text[start:end].strip() for start, end in cell.parts)
