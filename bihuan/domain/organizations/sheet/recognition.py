"""Find the register of people in a workbook."""

from __future__ import annotations

from bihuan.core.document.spreadsheet.model import Workbook
from bihuan.domain.exchange.tables import Table, best_table

from . import columns
from .failures import NoTable

SEARCHED_ROWS = 20
LEAST = {columns.NUMBER, columns.NAME}


def find_table(workbook: Workbook) -> Table:
    """The table that names most columns of a register.

    :raises NoTable: if no sheet has a head with a staff number or a name and one more column.
    """
    table = best_table(workbook, columns.code_of, fits=_is_register, searched_rows=SEARCHED_ROWS)
    if table is None:
        raise NoTable
    return table


def _is_register(codes: set[str]) -> bool:
    named = codes - {"serial"}
    return bool(named & LEAST) and len(named) > 1
