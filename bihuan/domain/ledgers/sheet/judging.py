"""What each row of a table comes to: a new record, one that is there already, or what is wrong with it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from bihuan.core.registry.mechanisms import Mechanism
from bihuan.domain.organizations.models import Person, Unit
from bihuan.domain.trail.failures import OperationFailed

from ..binding import bound_units
from .cells import CellProblem, Names, meant
from .column import SheetColumn
from .columns import columns_of

NEW, CHANGED, KNOWN, WRONG = "new", "changed", "known", "wrong"


@dataclass(slots=True)
class Row:
    """A row with what its cells mean; ``errors`` are pairs of a column and a sentence."""

    line: int
    cells: Mapping[str, str]
    values: dict[str, Any] = field(default_factory=dict)
    errors: list[tuple[str, str]] = field(default_factory=list)
    what: str = NEW

    def as_json(self) -> dict[str, Any]:
        return {"line": self.line, "cells": self.cells, "what": self.what, "errors": self.errors}

    def refuse(self, label: str, sentence: str) -> None:
        self.errors.append((label, sentence))
        self.what = WRONG


@dataclass(frozen=True, slots=True)
class Sheet:
    """Into what a table is imported: the unit chosen, the mechanism, and the day of rows without one."""

    unit: Unit
    mechanism: Mechanism
    what: str
    day: datetime.date | None = None

    @property
    def columns(self) -> tuple[SheetColumn, ...]:
        return columns_of(self.mechanism, self.what)


def meanings(sheet: Sheet, rows: Iterable[Mapping[str, Any]]) -> list[Row]:
    """Every row with its values, and what is wrong with its cells: three queries, however many rows."""
    columns = {each.code: each for each in sheet.columns}
    names = Names.of(_people(sheet.unit), _units(sheet), _keeping(sheet))
    return [_meaning(sheet, columns, names, row) for row in rows]


def refusal(row: Row, failure: OperationFailed, columns: Iterable[SheetColumn]) -> None:
    """Note what an operation would refuse, at the column that it is about."""
    named = getattr(failure, "field", "")
    label = named if any(each.label == named for each in columns) else "这一行"
    row.refuse(label, str(failure))


def _meaning(sheet: Sheet, columns: Mapping[str, SheetColumn], names: Names, stored: Any) -> Row:
    row = Row(stored["line"], stored["cells"])
    for code, text in row.cells.items():
        if text and code in columns:
            try:
                row.values[code] = meant(columns[code], text, names)
            except CellProblem as problem:
                row.refuse(columns[code].label, str(problem))
    row.values.setdefault("unit", sheet.unit)
    if sheet.day:
        row.values.setdefault("on", sheet.day)
    named = {label for label, _ in row.errors}
    for column in columns.values():
        if column.required and column.code not in row.values and column.label not in named:
            row.refuse(column.label, "没有填写。")
    _one_person(row)
    return row


def _one_person(row: Row) -> None:
    """A number decides; a name beside it must be that person's."""
    by_number, by_name = row.values.pop("staff", None), row.values.get("name")
    if by_number and row.cells.get("name") and row.cells["name"] != by_number.name:
        row.refuse("姓名", f"工号{by_number.staff_number}是{by_number.name}，与表里的姓名不同。")
    if by_number:
        row.errors = [error for error in row.errors if error[0] != "姓名" or "不止一人" not in error[1]]
        row.what = WRONG if row.errors else NEW
    row.values["person"] = by_number or by_name
    row.values.pop("name", None)


def _people(unit: Unit) -> QuerySet[Person]:
    present = Person.objects.filter(tenant__path=unit.tenant_path, erased_at=None, withdrawn_at=None)
    return present.select_related("tenant")


def _units(sheet: Sheet) -> QuerySet[Unit]:
    return Unit.objects.within([sheet.unit.tenant_path]).standing().order_by("path")


def _keeping(sheet: Sheet) -> QuerySet[Unit]:
    """Those that keep this ledger in the tenant; whether the actor may, the operation asks."""
    return _units(sheet).filter(bound_units(sheet.mechanism))
