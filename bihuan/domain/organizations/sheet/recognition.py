"""Find the table in a sheet: title rows above, a head of one to three rows, the columns it names."""

from __future__ import annotations

from dataclasses import dataclass

from bihuan.core.document.spreadsheet.model import Sheet, Workbook

from . import columns
from .failures import NoTable

SEARCHED_ROWS = 20
DEEPEST_HEAD = 3
LEAST = {columns.NUMBER, columns.NAME}


@dataclass(frozen=True, slots=True)
class Head:
    """One column as the sheet heads it; ``code`` is what it was recognised as, if it was."""

    column: int
    text: str
    code: str | None


@dataclass(frozen=True, slots=True)
class Table:
    sheet: Sheet
    heads: tuple[Head, ...]
    top: int
    first: int

    @property
    def mapping(self) -> dict[int, str]:
        return {head.column: head.code for head in self.heads if head.code}


def find_table(workbook: Workbook) -> Table:
    """The sheet and the head that name most columns.

    :raises NoTable: if no sheet has a head with a staff number or a name and one more column.
    """
    found = [table for sheet in workbook.sheets if (table := _table_in(sheet))]
    if not found:
        raise NoTable
    return max(found, key=lambda table: len(table.mapping))


def _table_in(sheet: Sheet) -> Table | None:
    candidates = [
        _read_head(sheet, top, depth)
        for top in sorted(row for row in sheet.rows if row <= SEARCHED_ROWS)
        for depth in range(_least_depth(sheet, top), DEEPEST_HEAD + 1)
    ]
    best = max(candidates, key=lambda table: (len(table.mapping), table.top - table.first), default=None)
    return best if best and _is_register(best) else None


def _is_register(table: Table) -> bool:
    codes = set(table.mapping.values()) - {"serial"}
    return bool(codes & LEAST) and len(codes) > 1


def _least_depth(sheet: Sheet, top: int) -> int:
    """How many rows the head has at least: as far as its merged cells reach down."""
    merges = [sheet.merge_at(top, column) for column in range(1, sheet.last_column + 1)]
    bottoms = [merge.bottom for merge in merges if merge and merge.top == top]
    return min(max(bottoms, default=top) - top + 1, DEEPEST_HEAD)


def _read_head(sheet: Sheet, top: int, depth: int) -> Table:
    heads: list[Head] = []
    for column in range(1, sheet.last_column + 1):
        texts = _texts(sheet, column, range(top, top + depth))
        if texts:
            code = columns.code_of([text for text, own in texts if own] or [texts[-1][0]])
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
