"""What the cells of a row say, checked one by one: every wrong cell is told, not only the first."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bihuan.core.document.spreadsheet.text import looks_like_formula
from bihuan.core.text.masking import masked
from bihuan.core.text.names import clean_name

from ..enums import SeatKind
from . import columns, days
from .failures import CellProblem
from .plans import SheetRow

LIMITS = {"name": 50, "title": 50, "portfolio": 200}
LAST_ORDER = 99
#: What a formula leaves in a cell when it fails.
FORMULA_ERRORS = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"}
)

_NUMBER = re.compile(r"[0-9A-Za-z一-龥](?:[0-9A-Za-z一-龥._\-]{0,18}[0-9A-Za-z一-龥])?")


@dataclass(frozen=True, slots=True)
class Nothing:
    """A cell that says that there is none (``无``)."""


NOTHING = Nothing()


def rows_of(stored: Iterable[Mapping[str, Any]], mapping: Mapping[str, str]) -> list[SheetRow]:
    """The rows that say something once the columns are known."""
    known = {column: code for column, code in mapping.items() if code and code != "serial"}
    columns_of = {code: int(column) for column, code in known.items()}
    rows = []
    for each in stored:
        said = {known[column]: text for column, text in each["cells"].items() if column in known and text}
        if "department" in said:
            said["unit"] = "/".join(text for text in (said.get("unit"), said.pop("department")) if text)
        if said:
            rows.append(SheetRow(each["line"], said, columns_of))
    return rows


def number_of(text: str) -> str:
    """A staff number in plain characters.

    :raises CellProblem: if it cannot be one.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    _refuse_unfit("staff_number", plain)
    if not _NUMBER.fullmatch(plain):
        raise CellProblem(
            "staff_number", f"“{text[:24]}”不像工号：工号是20个字以内的数字、字母或汉字，请核对。"
        )
    return plain


def words_of(code: str, text: str) -> str:
    """A name, a title or a portfolio, cleaned.

    :raises CellProblem: if it is too long, hides something, or is the work of a formula.
    """
    _refuse_unfit(code, text)
    try:
        clean = clean_name(text)
    except ValueError as problem:
        raise CellProblem(code, str(problem)) from None
    if looks_like_formula(clean):
        raise CellProblem(code, f"以“{clean[0]}”开头，像是公式，请改成文字。")
    if len(clean) > LIMITS[code]:
        raise CellProblem(code, f"有{len(clean)}个字，最多{LIMITS[code]}个字，请缩短。")
    return clean


def day_of(code: str, text: str, *, today: datetime.date) -> datetime.date:
    """A day that has come.

    :raises CellProblem: if the cell names no day, or one in the future.
    """
    _refuse_unfit(code, text, personal=False)
    try:
        day = days.day_in(text)
    except ValueError as problem:
        raise CellProblem(code, str(problem)) from None
    if day > today:
        raise CellProblem(code, f"{day.isoformat()}还没有到，请到那一天以后再登记。")
    return day


def order_of(text: str) -> int:
    """A place in the team.

    :raises CellProblem: if it is none.
    """
    plain = unicodedata.normalize("NFKC", text)
    if not (plain.isdecimal() and 1 <= int(plain[:6]) <= LAST_ORDER):
        raise CellProblem("order", f"“{text[:20]}”不是次序，请写1到{LAST_ORDER}的整数；不在班子里的空着。")
    return int(plain)


def seat_of(text: str) -> SeatKind:
    """How somebody sits in the team.

    :raises CellProblem: if the word is not known.
    """
    code = columns.words_of("seats").get("".join(text.split()))
    if code is None:
        ways = "、".join(f"“{label}”" for label in SeatKind.labels)
        raise CellProblem("seat", f"“{text[:20]}”认不出来，请改为{ways}之一。")
    return SeatKind(code)


def _refuse_unfit(code: str, text: str, *, personal: bool = True) -> None:
    if text.upper() in FORMULA_ERRORS:
        raise CellProblem(code, f"是公式出错的结果（{text}），请改成文字。")
    if personal and masked(text) != text:
        raise CellProblem(code, "里有像身份证号、手机号或银行卡号的数字，名册里不存这些，请删去。")
