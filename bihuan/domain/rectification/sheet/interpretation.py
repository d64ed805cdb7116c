"""What each stored row says once its columns are known: problems reach down over their measures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from . import columns
from .keys import RowKey, parsed

_NUMBERING = re.compile(
    r"^\s*(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|[（(]?\d{1,2}[）)、.．](?!\d))\s*"
)
_SECTION_END = re.compile(r"(?:的?问题)?[：:。]?$")


@dataclass(slots=True)
class SheetRow:
    """One row of the table. ``said`` holds what it says by column code.

    A code that is missing says nothing; an empty text says "empty" (only in rows that carry our key).
    ``continues`` marks a row of the same problem as the row before.
    """

    line: int
    said: dict[str, str] = field(default_factory=dict)
    key: RowKey | None = None
    broken_key: bool = False
    continues: bool = False

    def get(self, code: str) -> str:
        return self.said.get(code, "")


def interpreted(rows: Iterable[Mapping[str, Any]], mapping: Mapping[str, str]) -> list[SheetRow]:
    """The rows in order, with what merged or empty problem cells take over from the row above."""
    return list(_walk(rows, {column: code for column, code in mapping.items() if code}))


def _walk(rows: Iterable[Mapping[str, Any]], mapping: Mapping[str, str]) -> Iterator[SheetRow]:
    section, before = "", None
    for stored in rows:
        if "section" in stored:
            section, before = aspect_of(stored["section"]), None
            continue
        row = _row(stored, mapping)
        if not any(row.said.values()) and row.key is None and not row.broken_key:
            continue
        if row.key is None:
            _take_over(row, before, section)
        elif before and before.key and row.key.problem and _same_problem(row.key, before.key):
            row.continues = True
            _drop_empty_problem(row)
        before = row
        yield row


def _row(stored: Mapping[str, Any], mapping: Mapping[str, str]) -> SheetRow:
    cells: Mapping[str, str] = stored["cells"]
    written = next(
        (cells[column] for column, code in mapping.items() if code == "key" and column in cells), ""
    )
    row = SheetRow(stored["line"], key=parsed(written) if written else None)
    row.broken_key = bool(written) and row.key is None
    for column, code in mapping.items():
        if code in columns.MAPPABLE and (cells.get(column) or row.key):
            row.said[code] = cells.get(column, "").strip()
    return row


def _take_over(row: SheetRow, before: SheetRow | None, section: str) -> None:
    """A row without a problem continues the one above; an aspect counts until another is named."""
    if before and not row.get("problem") and (row.get("measure") or not row.get("aspect")):
        row.continues = True
        row.key = RowKey(problem=before.key.problem) if before.key else None
        for code in columns.PROBLEM_CODES:
            if before.get(code):
                row.said[code] = before.get(code)
    if not row.get("aspect") and (section or before):
        row.said["aspect"] = section or (before.get("aspect") if before else "")
    if not row.get("aspect"):
        row.said.pop("aspect", None)


def _same_problem(key: RowKey, before: RowKey) -> bool:
    return key.problem is not None and before.problem is not None and key.problem.key == before.problem.key


def _drop_empty_problem(row: SheetRow) -> None:
    if not row.get("problem"):
        for code in columns.PROBLEM_CODES:
            row.said.pop(code, None)


def aspect_of(banner: str) -> str:
    """``（一）理论武装方面的问题`` → ``理论武装方面``."""
    return _SECTION_END.sub("", _NUMBERING.sub("", banner.strip()))
