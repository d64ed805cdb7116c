"""Find the table in a sheet: title rows above, a head of one to three rows, the columns it names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bihuan.core.document.spreadsheet.model import Sheet, Workbook

DEEPEST_HEAD = 3
Recogniser = Callable[[Sequence[str]], str | None]


@dataclass(frozen=True, slots=True)
class Head:
    """One column as the sheet heads it; ``code`` is what it was recognised as, if it was."""

    column: int
    text: str
    code: str | None


@dataclass(frozen=True, slots=True)
class Table:
    """Where a table stands: its head begins in row ``top``, its content in row ``first``."""

    sheet: Sheet
    heads: tuple[Head, ...]
    top: int
    first: int

    @property
    def mapping(self) -> dict[int, str]:
        return {head.column: head.code for head in self.heads if head.code}


def best_table(
    workbook: Workbook, code_of: Recogniser, *, fits: Callable[[set[str]], bool], searched_rows: int
) -> Table | None:
    """The sheet and the head that name most columns; None if no sheet has a head that fits.

    :param fits: whether a head that names these columns belongs to the kind of table looked for.
    :param searched_rows: how far down a head may begin.
    """
    found = [table for sheet in workbook.sheets if (table := _table_in(sheet, code_of, searched_rows))]
    fitting = [table for table in found if fits(set(table.mapping.values()))]
    return max(fitting, key=lambda table: len(table.mapping), default=None)


def _table_in(sheet: Sheet, code_of: Recogniser, searched_rows: int) -> Table | None:
    candidates = [
        _read_head(sheet, top, depth, code_of)
        for top in sorted(row for row in sheet.rows if row <= searched_rows)
        for depth in range(_least_depth(sheet, top), DEEPEST_HEAD + 1)
    ]
    return max(candidates, key=lambda table: (len(table.mapping), table.top - table.first), default=None)


def _least_depth(sheet: Sheet, top: int) -> int:
    """How many rows the head has at least: as far as its merged cells reach down."""
    merges = [sheet.merge_at(top, column) for column in range(1, sheet.last_column + 1)]
    bottoms = [merge.bottom for merge in merges if merge and merge.top == top]
    return min(max(bottoms, default=top) - top + 1, DEEPEST_HEAD)


def _read_head(sheet: Sheet, top: int, depth: int, code_of: Recogniser) -> Table:
    heads: list[Head] = []
    for column in range(1, sheet.last_column + 1):
        texts = _texts(sheet, column, range(top, top + depth))
        if texts:
            code = code_of([text for text, own in texts if own] or [texts[-1][0]])
            taken = any(head.code == code for head in heads)
            heads.append(Head(column, "·".join(text for text, _ in texts), None if taken else code))
    return Table(sheet, tuple(heads), top, top + depth)


def _texts(sheet: Sheet, column: int, rows: range) -> list[tuple[str, bool]]:
    """The head texts above a column, each with whether it stands above this column alone."""
    texts: dict[str, bool] = {}
    for row in rows:
        value = str(sheet.at(row, column) or "")
        merge = sheet.merge_at(row, column)
        if value:
            texts[" ".join(value.split())] = merge is None or merge.width == 1
    return list(texts.items())
