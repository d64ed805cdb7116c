"""The tables of a document as grids: cells of a table, or lines whose columns are parted by tabs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bihuan.core.document.model import Block, BlockKind, Document

_LEAST_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """``parts`` are the paragraphs of the cell; an empty cell has none."""

    row: int
    column: int
    row_span: int
    column_span: int
    parts: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        return self.parts[0][0]

    @property
    def end(self) -> int:
        return self.parts[-1][1]

    def covers_column(self, column: int) -> bool:
        return self.column <= column < self.column + self.column_span


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. Cells stand in the order of the text; empty ones are left out."""

    cells: tuple[Cell, ...]

    @property
    def rows(self) -> int:
        return max(cell.row for cell in self.cells) + 1

    @property
    def columns(self) -> int:
        return max(cell.column + cell.column_span for cell in self.cells)

    def by_row(self) -> list[list[Cell]]:
        """The cells that begin in each row."""
        rows: list[list[Cell]] = [[] for _ in range(self.rows)]
        for cell in self.cells:
            rows[cell.row].append(cell)
        return rows


def grids(document: Document) -> list[Grid]:
    """The tables of a document, in order."""
    tables: dict[int, dict[tuple[int, int], Cell]] = {}
    tabbed: list[list[tuple[int, int]]] = []
    between: list[tuple[int, int]] = []
    for block in document.blocks:
        if block.kind is BlockKind.CELL:
            _add(tables.setdefault(block.place.table or 0, {}), block, document.text)
        elif "\t" in document.text[block.start : block.end]:
            if not tabbed or len(between) > 1:
                tabbed.append([])
            else:
                tabbed[-1] += between
            between = []
            tabbed[-1].append(_whole_line(document.text, block))
        else:
            between.append((block.start, block.end))
    found = [Grid(tuple(cells.values())) for cells in tables.values() if cells]
    found += [grid for lines in tabbed if (grid := _tabbed(document.text, lines)) is not None]
    return sorted(found, key=lambda grid: grid.cells[0].start)


def _add(cells: dict[tuple[int, int], Cell], block: Block, text: str) -> None:
    place = block.place
    key = (place.row or 0, place.column or 0)
    if not text[block.start : block.end].strip():
        return
    known = cells.get(key)
    part = (block.start, block.end)
    if known is None:
        cells[key] = Cell(key[0], key[1], place.row_span, place.column_span, (part,))
    else:
        cells[key] = replace(known, parts=(*known.parts, part))


def _whole_line(text: str, block: Block) -> tuple[int, int]:
    """The line with the tabs at its ends: a reader may have cut them off."""
    start = text.rfind("\n", 0, block.start) + 1
    end = text.find("\n", block.start)
    return start, len(text) if end < 0 else end


def _tabbed(text: str, lines: list[tuple[int, int]]) -> Grid | None:
    cells: list[Cell] = []
    for row, (start, end) in enumerate(lines):
        for column, (begin, stop) in enumerate(_fields(text, start, end)):
            if stop > begin:
                cells.append(Cell(row, column, 1, 1, ((begin, stop),)))
    grid = Grid(tuple(cells)) if cells else None
    return grid if grid and grid.columns >= _LEAST_COLUMNS and len(lines) > 1 else None


def _fields(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    while at <= end:
        stop = text.find("\t", at, end)
        stop = end if stop < 0 else stop
        begin, finish = at, stop
        while begin < finish and text[begin].isspace():
            begin += 1
        while finish > begin and text[finish - 1].isspace():
            finish -= 1
        yield begin, finish
        at = stop + 1
