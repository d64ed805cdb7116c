"""Find the ledger in a workbook."""

from __future__ import annotations

from bihuan.core.document.spreadsheet.model import Workbook
from bihuan.domain.exchange.tables import Table, best_table
from bihuan.domain.trail.failures import OperationFailed

from . import columns

SEARCHED_ROWS = 40


class NoTable(OperationFailed):
    def __init__(self) -> None:
        super().__init__(
            "没有找到台账的表头。表头至少要有“问题”或“整改措施”一列，再加上责任人、时限等另一列；"
            "请检查表头的写法，或先导出一份台账，按它的列填写后再导入。"
        )


def find_table(workbook: Workbook) -> Table:
    """The table that names most columns of a ledger.

    :raises NoTable: if no sheet has a head that names a problem or a measure and one more column.
    """
    table = best_table(workbook, columns.code_of, fits=_is_ledger, searched_rows=SEARCHED_ROWS)
    if table is None:
        raise NoTable
    return table


def _is_ledger(codes: set[str]) -> bool:
    named = codes - {"number", "key"}
    return bool(named & {"problem", "measure"}) and len(named) > 1
