"""Find the table in a sheet: title rows above, a head of one to three rows, the columns it names."""

from __future__ import annotations

from dataclasses import dataclass

from bihuan.core.document.spreadsheet.model import Sheet, Workbook
from bihuan.domain.trail.failures import OperationFailed

from . import columns

SEARCHED_ROWS = 40
DEEPEST_HEAD = 3


class NoTable(OperationFailed):
    def __init__(self) -> None:
        super().__init__(
            "没有找到台账的表头。表头至少要有“问题”或“整改措施”一列，再加上责任人、时限等另一列；"
            "请检查表头的写法，或先导出一份台账，按它的列填写后再导入。"
        )


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
    """The first sheet's table that names most columns.

    :raises NoTable: if no sheet has a head that names a problem or a measure and one more column.
    """
    found = [table for sheet in workbook.sheets if (table := _table_in(sheet))]
    if not found:
        raise NoTable
    return max(found, key=lambda table: len(table.mapping))


def _table_in(sheet: Sheet) -> Table | None:
    best: Table | None = None
    for top in sorted(row for row in sheet.rows if row <= SEARCHED_ROWS):
        for depth in range(_least_depth(sheet, top), DEEPEST_HEAD + 1):
            table = _read_head(sheet, top, depth)
            if best is None or len(table.mapping) > len(best.mapping):
                best = table
    return best if best and _is_ledger(best) else None


def _is_ledger(table: Table) -> bool:
    codes = set(table.mapping.values()) - {"number", "key"}
    return bool(codes & {"problem", "measure"}) and len(codes) > 1


def _least_depth(sheet: Sheet, top: int) -> int:
    """How many rows the head has at least: as far as its merged cells reach down."""
    bottoms = [
        merge.bottom
        for column in range(1, sheet.last_column + 1)
        if (merge := sheet.merge_at(top, column)) and merge.top == top
    ]
    return min(max(bottoms, default=top) - top + 1, DEEPEST_HEAD)


def _read_head(sheet: Sheet, top: int, depth: int) -> Table:
    heads: list[Head] = []
    taken: set[str] = set()
    for column in range(1, sheet.last_column + 1):
        texts = [str(sheet.at(row, column) or "") for row in range(top, top + depth)]
        texts = list(dict.fromkeys(text for text in texts if text))
        code = columns.code_of(texts) if max(map(len, texts), default=0) <= 40 else None
        if texts:
            heads.append(Head(column, "·".join(" ".join(t.split()) for t in texts), None if code in taken else code))
        if code:
            taken.add(code)
    return Table(sheet, tuple(heads), top, top + depth)
