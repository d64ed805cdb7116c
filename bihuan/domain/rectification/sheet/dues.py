"""The two columns of a time limit: its kind, and the limit as worded."""

from __future__ import annotations

import re
from typing import Any

from bihuan.core.reading import deadlines
from bihuan.domain.rectification.building import due_fields
from bihuan.domain.rectification.enums import DueKind
from bihuan.domain.rectification.models import Item

from . import columns
from .problems import RowProblem

LIMIT = 60
NOTHING = {"due_kind": DueKind.NONE, "due_text": "", "due_date": None, "due_precision": ""}

_DIGITS = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?日?(底?前)?")
_COMPACT = re.compile(r"(20\d{2})(\d{2})(\d{2})")


def shown_kind(item: Item) -> str:
    return str(DueKind(item.due_kind).label) if item.due_kind else ""


def shown_limit(item: Item) -> str:
    """The limit as it was worded; a limit without wording as a day."""
    if item.due_text or not item.due_date:
        return item.due_text
    return f"{item.due_date.year}年{item.due_date.month}月{item.due_date.day}日"


def parsed(kind: str, limit: str, *, before: str, year: int) -> dict[str, Any]:
    """The fields of a limit. ``kind`` is what is newly said of it; without it the limit tells, or it stays.

    :raises RowProblem: if the two cells cannot be understood.
    """
    if len(limit) > LIMIT:
        raise RowProblem(f"完成时限超过{LIMIT}个字，请只写期限，其他内容移到“整改目标”或“完成情况”。")
    wording = _spelled(limit)
    found = due_fields(deadlines.in_cell(wording, 0, len(wording), year=year))
    values = {**NOTHING, "due_kind": before if limit else DueKind.NONE, **found, "due_text": limit}
    if kind:
        values["due_kind"] = _kind(kind)
    if values["due_kind"] == DueKind.DATED and values["due_date"] is None:
        raise RowProblem("“限期”整改要写明完成日期，如“2026年6月30日”或“2026年6月底前”。")
    return values


def _kind(text: str) -> DueKind:
    bare = columns.bare(text)
    code = columns.words_of("due_kinds").get(bare)
    if code is None:
        labels = "、".join(label for value, label in DueKind.choices if value)
        raise RowProblem(f"时限类型“{text[:20]}”认不出来，请改为：{labels}。")
    return DueKind(code)


def _spelled(limit: str) -> str:
    """``2026-06-30``, ``2026/6``, ``20260630`` as people write days, for the reader of deadlines."""
    bare = columns.bare(limit) if _COMPACT.fullmatch(limit.strip()) else limit.strip()
    match = _DIGITS.fullmatch(bare) or _COMPACT.fullmatch(bare)
    if not match:
        return limit
    year, month, day = match.groups()[:3]
    return f"{int(year)}年{int(month)}月" + (f"{int(day)}日" if day else "")
