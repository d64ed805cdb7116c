"""The ledger as a sheet: one row an item, problem cells reaching down over their measures."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from bihuan.core.document.spreadsheet import sheet_bytes
from bihuan.core.document.spreadsheet.model import Column, WrittenSheet
from bihuan.core.text.masking import masked
from bihuan.domain.cycles.models import Cycle
from bihuan.domain.rectification.enums import DueKind, Progress, Source
from bihuan.domain.rectification.models import Measure, Problem

from . import cells, owners
from .columns import columns
from .index import Carried, LedgerIndex, index_of
from .keys import RowKey, Stamp

CHOICES = {
    "source": tuple(Source.labels),
    "due_kind": tuple(label for value, label in DueKind.choices if value),
    "progress": tuple(Progress.labels),
}
DEMO = "演示"


def ledger_workbook(cycle: Cycle, *, demo: bool) -> bytes:
    """The xlsx file of a cycle's ledger. The same ledger gives the same bytes."""
    return sheet_bytes(ledger_sheet(index_of(cycle), cycle, demo=demo))


def ledger_sheet(index: LedgerIndex, cycle: Cycle, *, demo: bool) -> WrittenSheet:
    mark = f"（{DEMO}）" if demo else ""
    name = f"{cycle.unit.name}{cycle.year}年度{cycle.get_kind_display()}"
    return WrittenSheet(
        name=f"{cycle.year}年整改台账",
        title=f"{name}整改台账{mark}",
        header_left=f"{cycle.unit.name}　{cycle.year}年度",
        header_right=DEMO if demo else "",
        columns=tuple(_column(column.code) for column in columns()),
        blocks=tuple(_blocks(index)),
    )


def file_name(cycle: Cycle, *, demo: bool) -> str:
    return f"{cycle.unit.name}{cycle.year}年度整改台账{'（演示）' if demo else ''}.xlsx"


def _column(code: str) -> Column:
    column = next(each for each in columns() if each.code == code)
    return Column(
        column.label,
        column.width,
        column.group,
        column.merged,
        column.centred,
        printed=code != "key",
        choices=CHOICES.get(code, ()),
    )


def _blocks(index: LedgerIndex) -> Iterator[tuple[tuple[str, ...], ...]]:
    numbers = itertools.count(1)
    for problem in index.ledger.problems if index.ledger else ():
        number, carried = str(next(numbers)), index.carried[problem.pk]
        yield tuple(_texts(index, number, problem, pair) for pair in carried or [None])
    for pair in index.unlinked:
        yield (_texts(index, str(next(numbers)), None, pair),)


def _texts(index: LedgerIndex, number: str, problem: Problem | None, pair: Carried | None) -> tuple[str, ...]:
    measure, item = pair or (None, None)
    said = {"number": number, "key": str(_key(problem, measure, item))}
    if problem:
        said |= cells.problem_cells(problem, index.causes[problem.pk])
    elif measure and measure.aspect:
        said["aspect"] = measure.aspect.title
    if measure:
        said |= cells.measure_cells(measure)
    if item:
        said |= cells.item_cells(item, owners.current(item, index.owners_of(item)))
    return tuple(_shown(column.code, said.get(column.code, "")) for column in columns())


def _shown(code: str, text: str) -> str:
    """Numbers of citizens leave masked; an import of the same row puts them back (`restoring`)."""
    return text if code == "key" else masked(text)


def _key(problem: Problem | None, measure: Measure | None, item: object) -> RowKey:
    stamps = (Stamp(row.key, row.version) if row else None for row in (problem, measure, item))
    return RowKey(*stamps)
