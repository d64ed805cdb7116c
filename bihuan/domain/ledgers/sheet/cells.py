"""What a cell means, by the kind of its column."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from bihuan.domain.organizations.models import Person, Unit
from bihuan.domain.organizations.sheet.days import day_in

from .column import SheetColumn

_BETWEEN = re.compile(r"[；;\n]")
YES, NO = frozenset({"是", "有", "√", "对", "1"}), frozenset({"否", "无", "×", "不是", "0"})


class CellProblem(ValueError):
    """What is wrong with a cell, as a sentence."""


@dataclass(slots=True)
class Names:
    """The people and units that a table may name."""

    by_number: dict[str, Person] = field(default_factory=dict)
    by_name: dict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))
    units: dict[str, Unit] = field(default_factory=dict)
    keeping: dict[str, Unit] = field(default_factory=dict)

    @classmethod
    def of(cls, people: Iterable[Person], units: Iterable[Unit], keeping: Iterable[Unit]) -> Names:
        """``keeping`` are those whose ledger it may be, ``units`` all that a record may name."""
        names = cls()
        for person in people:
            names.by_number[person.staff_number] = person
            names.by_name[person.name].append(person)
        for known, found in ((names.units, units), (names.keeping, keeping)):
            for unit in found:
                for word in filter(None, (unit.name, unit.short_name)):
                    known.setdefault(word, unit)
        return names

    def person(self, text: str) -> Person:
        """:raises CellProblem: if nobody is called so, or several are."""
        if text in self.by_number:
            return self.by_number[text]
        found = self.by_name.get(text, [])
        if len(found) == 1:
            return found[0]
        raise CellProblem(f"名册里没有“{text[:20]}”。" if not found else f"“{text[:20]}”不止一人，请写工号。")

    def unit(self, text: str) -> Unit:
        """:raises CellProblem: if no unit is called so."""
        if text not in self.units:
            raise CellProblem(f"没有叫“{text[:20]}”的单位或机构，请写全称或简称。")
        return self.units[text]

    def keeper(self, text: str) -> Unit:
        """:raises CellProblem: if no unit that keeps such a ledger is called so."""
        if text not in self.keeping:
            raise CellProblem(f"没有叫“{text[:20]}”的单位，或者它不开展这一项。")
        return self.keeping[text]


def meant(column: SheetColumn, text: str, names: Names) -> Any:
    """The value that the cell stands for.

    :raises CellProblem: if it stands for none.
    """
    match column.kind:
        case "date":
            return _day(text)
        case "time":
            return _time(text)
        case "number":
            return _number(text)
        case "yes_no":
            return _yes_no(text)
        case "choice":
            return _choice(column, text)
        case "person":
            return names.person(text)
        case "unit":
            return names.keeper(text) if column.code == "unit" else names.unit(text)
        case "lines":
            return [line for line in text.replace("；", "\n").splitlines() if line.strip()]
        case "documents":
            return [_document(line) for line in text.splitlines()]
        case "days":
            return [_day(part) for part in _parts(text)]
        case "spans":
            return [_span(part) for part in _parts(text)]
        case "course":
            return [_happening(line) for line in text.splitlines()]
    return text


def _day(text: str) -> datetime.date:
    try:
        return day_in(text)
    except ValueError as failure:
        raise CellProblem(str(failure)) from None


def _time(text: str) -> datetime.time:
    try:
        hour, _, minute = text.replace("：", ":").partition(":")
        return datetime.time(int(hour), int(minute[:2] or 0))
    except ValueError:
        raise CellProblem(f"“{text[:20]}”认不出是几点，请写成14:30这样。") from None


def _number(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise CellProblem(f"“{text[:20]}”不是数。") from None
    if not number.is_finite() or number < 0:
        raise CellProblem("不能小于0。")
    return number


def _yes_no(text: str) -> bool:
    if text not in YES | NO:
        raise CellProblem(f"“{text[:20]}”请写成是或否。")
    return text in YES


def _choice(column: SheetColumn, text: str) -> str:
    for code, label in column.choices.items():
        if text in (code, label, label.partition("（")[0]):
            return code
    raise CellProblem(f"“{text[:20]}”只能是{'、'.join(column.choices.values())}之一。")


def _parts(text: str) -> list[str]:
    return [part.strip() for part in _BETWEEN.split(text) if part.strip()]


def _span(text: str) -> tuple[datetime.date, datetime.date | None]:
    """The first and the last day; no last day while it lasts."""
    since, tilde, until = text.replace("~", "～").replace("至", "～").partition("～")
    if not tilde:
        raise CellProblem(f"“{text[:30]}”请写成2026-05-01～2026-05-08；没有结束的写2026-05-01～。")
    return _day(since), _day(until) if until.strip() else None


def _happening(line: str) -> tuple[datetime.date, str]:
    day, bar, what = line.replace("|", "｜").partition("｜")
    if not bar or not what.strip():
        raise CellProblem(f"“{line[:20]}”请写成2026-05-01｜做了什么。")
    return _day(day), what.strip()


def _document(line: str) -> dict[str, str]:
    parts = [part.strip() for part in line.replace("|", "｜").split("｜")][:3]
    title, number, day = parts + [""] * (3 - len(parts))
    return {"title": title, "number": number, "issued_on": _day(day).isoformat() if day else ""}
