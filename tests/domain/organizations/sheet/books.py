"""Registers as offices send them, made with a spreadsheet library as in real life."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from tests.ledger_books import book

HEADS = (
    "工号",
    "姓名",
    "单位/内设机构",
    "职务",
    "任职日期",
    "所在支部",
    "班子排序",
    "班子身份",
    "分管",
    "离开日期",
)
SURNAMES, GIVEN = "岑柏祁闻阮蓝裴宁桑尹", "予安以宁知行长庚云起听雨"


def register(*rows: Iterable[Any], heads: Iterable[str] = HEADS) -> bytes:
    """A workbook with the usual heads; short rows end early."""
    return book([list(heads), *(list(row) for row in rows)])


def many(count: int, *, wrong: range = range(0), start: int = 1) -> Iterator[tuple[Any, ...]]:
    """Rows of as many newcomers; those in ``wrong`` (counted from 0) have a day that does not exist."""
    for position in range(count):
        number = start + position
        name = f"{SURNAMES[number % 10]}{GIVEN[number // 10 % 12]}{GIVEN[number // 120 % 12]}"
        since = "2024.2.30" if position in wrong else "2024-03-01"
        yield (f"N{number:06}", name, "办公室", "科员", since, "第一党支部")
