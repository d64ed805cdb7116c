"""Dates and time limits as worded: 2024年6月底前, 年底前, 一季度末, 上半年, 2025年3月31日前."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from bihuan.core.text import numerals

_NUMBER = r"[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3}"
_YEAR = (
    r"(?:(?P<year>[0-9０-９]{4}|[〇零一二三四五六七八九]{4})\s?年度?"
    r"|(?P<relative>今年|本年度?|明年|次年|当年|来年))"
)
_PART = (
    rf"(?:(?P<month>{_NUMBER})\s?月份?(?:(?P<day>{_NUMBER})\s?[日号])?"
    r"|(?:第?(?P<quarter>[一二三四1-4１-４])季度)"
    r"|(?P<half>上半年|下半年)"
    r"|(?P<whole>年底|年末|年终|年内|底|末|内))"
)
_TAIL = r"(?P<tail>(?:[初中]?(?:旬|期)?(?:月?底|末|初))?(?:之前|以前|前|之内|以内|内)?)"
_EXPRESSION = re.compile(
    rf"{_YEAR}\s?{_PART}?{_TAIL}|{_PART.replace('(?P<', '(?P<b_')}{_TAIL.replace('(?P<', '(?P<b_')}"
)
_FOLLOWING_YEAR = {"明年", "次年", "来年"}


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date in a text. ``date`` is its last day, ``None`` where the year is unknown.

    ``limiting`` is true where the wording makes it a limit by itself (…前, …底, …末, …内).
    """

    start: int
    end: int
    date: datetime.date | None
    precision: str
    year: int | None
    limiting: bool


def find(text: str, start: int, end: int, *, year: int | None = None) -> Iterator[WrittenDate]:
    """Every date in ``text[start:end]``.

    ``year`` is assumed where a date names none; a year that one names carries on to the next.
    """
    for match in _EXPRESSION.finditer(text, start, end):
        parts = _parts(match)
        precision = _precision(parts)
        if precision is None:
            continue
        named = _year(parts, year)
        if parts["year"]:
            year = named
        yield WrittenDate(
            start=match.start(),
            end=match.end(),
            date=_last_day(parts, named, precision),
            precision=precision,
            year=named,
            limiting=bool(parts["tail"]) or bool(parts["whole"]),
        )


def _parts(match: re.Match[str]) -> dict[str, str | None]:
    names = ("month", "day", "quarter", "half", "whole", "tail")
    parts = {name: match[name] or match[f"b_{name}"] for name in names}
    return parts | {"year": match["year"], "relative": match["relative"]}


def _precision(parts: dict[str, str | None]) -> str | None:
    for part, precision in (
        ("day", "day"),
        ("month", "month"),
        ("quarter", "quarter"),
        ("half", "half"),
        ("whole", "year"),
        ("year", "year"),
        ("relative", "year"),
    ):
        if parts[part]:
            alone = part == "whole" and not (parts["year"] or parts["relative"])
            return None if alone and not str(parts[part]).startswith("年") else precision
    return None


def _year(parts: dict[str, str | None], assumed: int | None) -> int | None:
    written = parts["year"]
    if written:
        return numerals.integer(written)
    if assumed is not None and parts["relative"] in _FOLLOWING_YEAR:
        return assumed + 1
    return assumed


def _last_day(parts: dict[str, str | None], year: int | None, precision: str) -> datetime.date | None:
    if year is None or not 1900 < year < 2200:
        return None
    month = numerals.integer(parts["month"] or "") or 12
    if precision == "quarter":
        month = 3 * (numerals.integer(parts["quarter"] or "") or 4)
    if precision == "half":
        month = 6 if parts["half"] == "上半年" else 12
    if not 1 <= month <= 12:
        return None
    last = calendar.monthrange(year, month)[1]
    day = numerals.integer(parts["day"] or "") or last
    return datetime.date(year, month, day) if day <= last else None
