"""What a workbook says: values by sheet, row and column, and merged cells. All counts start at 1."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field

Value = str | datetime.date


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range; all four ends belong to it."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def width(self) -> int:
        return self.right - self.left + 1


@dataclass(slots=True)
class Sheet:
    """One sheet. ``rows`` holds the cells that say something; ``merges`` leads a merged cell to its range."""

    name: str
    rows: dict[int, dict[int, Value]] = field(default_factory=dict)
    merges: dict[tuple[int, int], Merge] = field(default_factory=dict)
    hidden: bool = False

    def at(self, row: int, column: int) -> Value | None:
        """What a cell shows: its own value, or that of the merged range it lies in."""
        merge = self.merges.get((row, column))
        if merge:
            row, column = merge.top, merge.left
        return self.rows.get(row, {}).get(column)

    def merge_at(self, row: int, column: int) -> Merge | None:
        return self.merges.get((row, column))

    def cells(self) -> Iterator[tuple[int, int, Value]]:
        """Every cell that says something, row by row."""
        for row in sorted(self.rows):
            for column in sorted(self.rows[row]):
                yield row, column, self.rows[row][column]

    @property
    def last_row(self) -> int:
        return max(self.rows, default=0)

    @property
    def last_column(self) -> int:
        return max((column for cells in self.rows.values() for column in cells), default=0)


@dataclass(frozen=True, slots=True)
class Workbook:
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column to be written. ``group`` is the upper head; ``choices`` become a list to choose from."""

    label: str
    width: float
    group: str = ""
    merged: bool = False
    centred: bool = False
    printed: bool = True
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WrittenSheet:
    """A sheet to be written: title, a head of two rows, and rows in blocks.

    In a column that is ``merged`` the first cell of a block reaches down over the whole block.
    """

    name: str
    title: str
    header_left: str
    header_right: str
    columns: tuple[Column, ...]
    blocks: tuple[tuple[tuple[str, ...], ...], ...]
