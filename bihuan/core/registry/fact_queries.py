"""What a mechanism's ledger can be asked for a paper: how to count, and the sentence the number completes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from .tables import Table

#: How a fact is counted: records, the sum of a field, attendances, a percentage, days, different values.
MEASURES = ("count", "sum", "persons", "share", "days", "distinct")


class Countable(Protocol):
    """A field of a shape or of a mechanism."""

    @property
    def kind(self) -> str: ...
    @property
    def choices(self) -> Mapping[str, str]: ...


@dataclass(frozen=True, slots=True)
class FactQuery:
    """One number that a ledger answers.

    Only records that agree with ``where`` count. ``of`` is the field that is summed, or whose different
    values are counted. A ``share`` is a percentage: those that agree with ``where`` among the records that
    answer its fields at all; or, where ``of`` and ``over`` are given, the sum of one by the sum of the other.
    ``dated`` is the day by which a record belongs to a period, if not the day it was entered for: what was
    done this year may have begun last year. ``stock``: everything entered until the period's end counts.
    """

    code: str
    name: str
    measure: str
    of: str
    over: str
    where: Mapping[str, Any]
    unit: str
    sentence: str
    dated: str = ""
    stock: bool = False

    def told(self, value: str) -> str:
        """The sentence with its number in it."""
        return self.sentence.replace("{value}", value)


def fact_of(table: Table, mechanism: str, fields: Mapping[str, Countable], attendance: bool) -> FactQuery:
    """A fact from its table; ``fields`` are those of the shape and of the mechanism itself."""
    fact = FactQuery(
        code=f"{mechanism}.{table.text('code')}",
        name=table.text("name", longest=20),
        measure=table.known("measure", table.text("measure"), MEASURES),
        of=table.text("of", default=""),
        over=table.text("over", default=""),
        where=table.mapping("where"),
        unit=table.text("unit", longest=4),
        sentence=table.text("sentence", longest=60),
        dated=table.text("dated", default=""),
        stock=table.yes_no("stock", default=False),
    )
    _check_fields(table, fact, fields)
    _check_measure(table, fact, attendance)
    _check_sentence(table, fact)
    table.done()
    return fact


def _check_fields(table: Table, fact: FactQuery, fields: Mapping[str, Countable]) -> None:
    for key, code in (("of", fact.of), ("over", fact.over)):
        if code:
            table.known(key, code, fields)
            if fact.measure != "distinct" and fields[code].kind != "number":
                table.refuse(key, f"“{code}”不是数字")
    if fact.dated and fields[table.known("dated", fact.dated, fields)].kind != "date":
        table.refuse("dated", f"“{fact.dated}”不是日期")
    if fact.dated and fact.stock:
        table.refuse("stock", "数全部的，不按某一天数")
    for code, value in fact.where.items():
        field = fields[table.known("where", code, fields)]
        if field.kind == "choice":
            table.known(f"where.{code}", value, field.choices)
        elif field.kind == "yes_no" and not isinstance(value, bool):
            table.refuse(f"where.{code}", "应为true或false")


def _check_measure(table: Table, fact: FactQuery, attendance: bool) -> None:
    if fact.measure in ("sum", "distinct") and not fact.of:
        table.refuse("of", "要写明对哪一栏")
    if fact.measure in ("count", "persons", "days") and fact.of:
        table.refuse("of", "这种数法不看某一栏")
    if fact.measure == "persons" and not attendance:
        table.refuse("measure", "没有启用出席，数不出人次")
    if fact.measure == "share" and not (fact.where or (fact.of and fact.over)):
        table.refuse("where", "要写明谁占谁")
    if fact.over and not (fact.measure == "share" and fact.of):
        table.refuse("over", "只用于两栏之比")


def _check_sentence(table: Table, fact: FactQuery) -> None:
    if fact.sentence.count("{value}") != 1 or fact.sentence.count("{") != 1:
        table.refuse("sentence", "{value}应当正好出现一次")
    if not fact.sentence.endswith("。"):
        table.refuse("sentence", "应以句号结尾")
