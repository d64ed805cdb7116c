"""The rows of a recognised table as plain values, ready to be stored until somebody confirms them."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from bihuan.core.document.spreadsheet.model import Sheet, Value, Workbook
from bihuan.core.registry import words
from bihuan.domain.exchange.tables import Table

from . import columns
from .recognition import find_table


@dataclass(frozen=True, slots=True)
class ReadTable:
    """``head`` and ``rows`` as an import batch keeps them (JSON)."""

    head: dict[str, Any]
    rows: list[dict[str, Any]]


def read_table(workbook: Workbook) -> ReadTable:
    """Everything that the table says, and what stands around it.

    :raises NoTable: if there is none.
    """
    table = find_table(workbook)
    rows = list(_rows(table))
    head = {
        "sheet": table.sheet.name,
        "other_sheets": [sheet.name for sheet in workbook.sheets if sheet is not table.sheet],
        "heads": [{"column": head.column, "text": head.text} for head in table.heads],
        "mapping": {str(column): code for column, code in table.mapping.items()},
        "digest": heads_digest(head.text for head in table.heads),
        "notes": [row for row in rows if "note" in row],
    }
    return ReadTable(head, [row for row in rows if "note" not in row])


def heads_digest(texts: Iterable[str]) -> str:
    """What a set of heads is remembered by, in whatever order its columns stand."""
    return hashlib.sha256("\n".join(sorted(texts)).encode()).hexdigest()


def _rows(table: Table) -> Iterator[dict[str, Any]]:
    sheet = table.sheet
    last_column = max(head.column for head in table.heads)
    for row in range(table.first, sheet.last_row + 1):
        filled = [column for column in range(1, last_column + 1) if sheet.at(row, column) is not None]
        own = [column for column in filled if column in sheet.rows.get(row, {})]
        if not own:
            continue
        banner = _banner(sheet, row, own)
        if banner is not None:
            yield {"line": row, **_understood(banner)}
        elif _is_note(str(sheet.at(row, own[0])), own):
            yield {"line": row, "note": " ".join(str(sheet.at(row, column)) for column in own)}
        else:
            cells = {str(c): text_of(sheet.at(row, c)) for c in filled}
            yield {"line": row, "cells": cells}


def _banner(sheet: Sheet, row: int, own: list[int]) -> str | None:
    """The text of a row that is one merged cell across the table: the name of an aspect, or a note."""
    merge = sheet.merge_at(row, own[0])
    across = len(own) == 1 and merge is not None and merge.width >= 3
    return str(sheet.at(row, own[0])) if across else None


def _understood(banner: str) -> dict[str, str]:
    return {"note": banner} if _starts_as_note(banner) or len(banner) > 60 else {"section": banner}


def _is_note(text: str, own: list[int]) -> bool:
    return len(own) <= 3 and _starts_as_note(text)


def _starts_as_note(text: str) -> bool:
    starts: list[str] = words.entry(columns.WORDS)["notes"]["starts"]
    return columns.bare(text).startswith(tuple(starts))


def text_of(value: Value | None) -> str:
    """A cell as text; a day as people write it."""
    if isinstance(value, datetime.date):
        return f"{value.year}年{value.month}月{value.day}日"
    return value or ""
