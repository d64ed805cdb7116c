"""The rows of a recognised table as plain values, ready to be kept until somebody confirms them."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bihuan.core.document.spreadsheet import read_workbook
from bihuan.core.document.spreadsheet.model import Value
from bihuan.core.registry.mechanisms import Mechanism
from bihuan.domain.exchange.tables import Table, best_table

from . import persons
from .accusations import refuse_told
from .case_columns import TOLD
from .columns import columns_of, heads_of
from .failures import NoTable, PointsRefused

MAX_ROWS = 20_010
SEARCHED_ROWS = 20
POINTS = "积分"


@dataclass(frozen=True, slots=True)
class ReadTable:
    """``head`` and ``rows`` as an import batch keeps them (JSON)."""

    head: dict[str, Any]
    rows: list[dict[str, Any]]


def read_records(mechanism: Mechanism, what: str, name: str, content: bytes) -> ReadTable:
    """What the table in a file says of the mechanism's records or of their attendance.

    :raises FileRefused: if the file may not be read.
    :raises NoTable: if there is no such table in it.
    :raises PointsRefused: if it counts points.
    :raises AccusationTold: if an accusation stands in it with its content.
    """
    columns = columns_of(mechanism, what)
    workbook = read_workbook(name, content, max_rows=MAX_ROWS)
    needed = {each.code for each in columns if each.required}
    table = best_table(
        workbook,
        heads_of(columns).code_of,
        fits=lambda codes: needed - {"on"} <= codes and len(codes) > 1,
        searched_rows=SEARCHED_ROWS,
    )
    if table is None:
        raise NoTable([each.label for each in columns if each.required])
    if any(POINTS in head.text for head in table.heads):
        raise PointsRefused
    rows = list(_rows(table))
    refuse_told(mechanism, rows)
    return ReadTable(_head(table, content), [row | {"cells": persons.sealed(row["cells"])} for row in rows])


def _head(table: Table, content: bytes) -> dict[str, Any]:
    return {
        "sheet": table.sheet.name,
        "heads": [{"column": head.column, "text": head.text, "code": head.code} for head in table.heads],
        "digest": hashlib.sha256(content).hexdigest(),
    }


def _rows(table: Table) -> Iterator[dict[str, Any]]:
    """Each row with its cells by code; a row that says nothing is left out."""
    for row in range(table.first, table.sheet.last_row + 1):
        own = table.sheet.rows.get(row, {})
        if not any(column in own for column in table.mapping):
            continue
        said = {column: code for column, code in table.mapping.items() if not code.startswith(TOLD)}
        values = ((code, table.sheet.at(row, column)) for column, code in said.items())
        cells = {code: text_of(value) for code, value in values if value is not None}
        yield {"line": row, "cells": cells}


def text_of(value: Value) -> str:
    """A cell as text; a day as ``2024-03-01``; lines stay lines."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    return "\n".join(line for line in (part.strip() for part in value.splitlines()) if line)
