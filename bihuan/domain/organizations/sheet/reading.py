"""The rows of a recognised table as plain values, ready to be stored until somebody confirms them."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from bihuan.core.document.spreadsheet import read_workbook
from bihuan.core.document.spreadsheet.model import Sheet, Value
from bihuan.domain.exchange.tables import Table

from . import columns
from .recognition import find_table

#: People come in larger tables than ledgers.
MAX_ROWS = 20_000
NOTES_KEPT = 50


@dataclass(frozen=True, slots=True)
class ReadTable:
    """``head`` and ``rows`` as an import batch keeps them (JSON)."""

    head: dict[str, Any]
    rows: list[dict[str, Any]]


def read_people(name: str, content: bytes) -> ReadTable:
    """Everything that the table in a file says, and what stands around it.

    :raises FileRefused: if the file may not be read.
    :raises NoTable: if there is no table of people in it.
    """
    workbook = read_workbook(name, content, max_rows=MAX_ROWS)
    table = find_table(workbook)
    rows = list(_rows(table))
    head = {
        "sheet": table.sheet.name,
        "other_sheets": [sheet.name for sheet in workbook.sheets if sheet is not table.sheet],
        "heads": [{"column": head.column, "text": head.text} for head in table.heads],
        "mapping": {str(column): code for column, code in table.mapping.items()},
        "digest": heads_digest(head.text for head in table.heads),
        "notes": [row for row in rows if "note" in row][:NOTES_KEPT],
        "renamed": [],
    }
    return ReadTable(head, [row for row in rows if "note" not in row])


def heads_digest(texts: Iterable[str]) -> str:
    """What a set of heads is remembered by, in whatever order its columns stand."""
    return hashlib.sha256("\n".join(sorted(texts)).encode()).hexdigest()


def _rows(table: Table) -> Iterator[dict[str, Any]]:
    """Each row with its cells as texts; rows that are a banner or a note apart."""
    sheet = table.sheet
    wanted = [head.column for head in table.heads]
    for row in range(table.first, sheet.last_row + 1):
        own = sheet.rows.get(row, {})
        if not any(column in own for column in wanted):
            continue
        if _is_note(sheet, row, own):
            yield {"line": row, "note": " ".join(text_of(own[column]) for column in sorted(own))}
        else:
            values = ((column, sheet.at(row, column)) for column in wanted)
            yield {"line": row, "cells": {str(column): text_of(v) for column, v in values if v is not None}}


def _is_note(sheet: Sheet, row: int, own: dict[int, Value]) -> bool:
    """A line under the table, or the name of a group across it."""
    first = min(own)
    if len(own) == 1 and (merge := sheet.merge_at(row, first)) and merge.width >= 3:
        return True
    return len(own) <= 3 and columns.starts_as_note(text_of(own[first]))


def text_of(value: Value) -> str:
    """A cell as text; a day as ``2024-03-01``."""
    return value.isoformat() if isinstance(value, datetime.date) else " ".join(value.split())
