"""A list of the trail as a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from django.utils import timezone

from bihuan.core.document.spreadsheet import sheet_bytes
from bihuan.core.document.spreadsheet.model import Column, WrittenSheet
from bihuan.core.document.spreadsheet.text import clean, looks_like_formula
from bihuan.web.downloads import XLSX

from .rows import Row

#: No more entries than this leave in one file.
MOST = 5_000
TYPES = {"xlsx": XLSX, "csv": "text/csv; charset=utf-8"}
COLUMNS = (
    ("时间", 20),
    ("单位", 24),
    ("序号", 8),
    ("办理人", 12),
    ("登录名", 14),
    ("当时的角色", 16),
    ("代谁办理", 12),
    ("做了什么", 20),
    ("对象", 16),
    ("对象名称", 24),
    ("对象编号", 38),
    ("途径", 10),
    ("结果", 8),
    ("校验值", 68),
)


def file_of(kind: str, rows: Sequence[Row], *, title: str, note: str, demo: bool) -> bytes:
    """The rows as an ``xlsx`` or ``csv`` file, with what was asked for above or below them."""
    lines = [_cells(row) for row in rows]
    return _csv(lines, note) if kind == "csv" else _xlsx(lines, title, note, demo=demo)


def _xlsx(lines: Iterable[tuple[str, ...]], title: str, note: str, *, demo: bool) -> bytes:
    return sheet_bytes(
        WrittenSheet(
            name="留痕",
            title=title,
            header_left=note,
            header_right="演示" if demo else "",
            columns=tuple(Column(label, width) for label, width in COLUMNS),
            blocks=tuple((line,) for line in lines),
        )
    )


def _csv(lines: Iterable[tuple[str, ...]], note: str) -> bytes:
    """With a mark by which spreadsheet programs know the encoding; nothing in it becomes a formula."""
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow([label for label, _ in COLUMNS])
    writer.writerows([_plain(text) for text in line] for line in lines)
    writer.writerow([_plain(note)])
    return target.getvalue().encode("utf-8-sig")


def _plain(text: str) -> str:
    text = clean(text)
    return f"'{text}" if looks_like_formula(text) else text


def _cells(row: Row) -> tuple[str, ...]:
    entry = row.entry
    return (
        f"{timezone.localtime(entry.at):%Y-%m-%d %H:%M:%S}",
        row.unit.name if row.unit else "",
        str(entry.sequence),
        row.who.name,
        row.who.username,
        row.roles,
        row.on_behalf_of.name if row.on_behalf_of else "",
        row.action,
        row.kind,
        row.name,
        str(entry.object_key or ""),
        row.via,
        row.result,
        entry.hash,
    )
