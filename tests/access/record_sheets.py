"""Imported tables of records in every relation: waiting, written, dropped and taken back."""

from __future__ import annotations

from collections.abc import Callable

from bihuan.core.registry.mechanisms import mechanisms
from bihuan.domain.exchange.models import ImportBatch
from bihuan.domain.ledgers.operations import imports
from bihuan.domain.ledgers.operations.import_rows import prepared
from bihuan.domain.ledgers.sheet.columns import RECORDS
from bihuan.domain.ledgers.sheet.judging import Sheet
from bihuan.domain.ledgers.sheet.reading import read_records
from bihuan.domain.organizations.models import Unit
from bihuan.domain.trail.actor import SYSTEM
from bihuan.domain.trail.recorded import RecordedModel
from tests.ledger_books import book

Rows = dict[tuple[str, str], RecordedModel]
CODE = "biweekly-forum"


def forums(title: str) -> bytes:
    """A spreadsheet with one forum that an import would add."""
    return book([["日期", "标题", "由谁组织"], ["2026-03-06", title, "本单位组织"]])


def rows(units: dict[str, Unit], marker: Callable[[str], str]) -> Rows:
    """A waiting and a written table for every relation; a dropped and an undone one in the own unit."""
    found: Rows = {}
    for relation, unit in units.items():
        found["records_batch", relation] = _waiting(unit, f"{marker(relation)}待导入的讲坛")
        found["applied_records_batch", relation] = _applied(unit, f"{marker(relation)}导入的讲坛")
    own, name = units["own"], marker("own")
    dropped = _waiting(own, f"{name}放弃的讲坛")
    dropped = imports.drop_records(unit=own, batch=dropped, actor=SYSTEM, seen_batch=dropped.version)
    undone = _applied(own, f"{name}撤销的讲坛")
    undone = imports.undo_records(unit=own, batch=undone, actor=SYSTEM, seen_batch=undone.version)
    for kind in ("records_batch", "applied_records_batch"):
        found[kind, "withdrawn"], found[kind, "closed"] = dropped, undone
    return found


def _waiting(unit: Unit, title: str) -> ImportBatch:
    sheet, content = Sheet(unit, mechanisms()[CODE], RECORDS), forums(title)
    table = read_records(sheet.mechanism, RECORDS, "讲坛.xlsx", content)
    return imports.preview_records(
        unit=unit,
        actor=SYSTEM,
        sheet=sheet,
        table=table,
        rows=prepared(sheet, table.rows).told(),
        file_name=f"{title}.xlsx",
        content=content,
    )


def _applied(unit: Unit, title: str) -> ImportBatch:
    batch = _waiting(unit, title)
    return imports.apply_records(unit=unit, batch=batch, actor=SYSTEM, seen_batch=batch.version)
