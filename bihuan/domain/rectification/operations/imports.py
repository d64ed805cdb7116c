"""Import a ledger from a spreadsheet: preview, map columns, apply, drop, undo."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bihuan.domain.cycles import opening
from bihuan.domain.documents.enums import CycleKind
from bihuan.domain.exchange import settling
from bihuan.domain.exchange.enums import BatchState
from bihuan.domain.exchange.models import ImportBatch
from bihuan.domain.exchange.queries import remembered_mapping
from bihuan.domain.organizations.models import Unit
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation

from .. import permissions
from ..people import register_of
from ..sheet import queries
from ..sheet.applying import Writer
from ..sheet.columns import MAPPABLE
from ..sheet.failures import NothingChosen, StaleRows, WrongRows
from ..sheet.index import index_of
from ..sheet.interpretation import interpreted
from ..sheet.planning import planned
from ..sheet.plans import Plan, RowPlan
from ..sheet.reading import ReadTable
from ..sheet.undoing import undo

#: What a column of the table may be called by hand; empty means that it is not imported.
ALLOWED = frozenset((*MAPPABLE, "number", "key", ""))


@operation("rectification.import.preview", may=permissions.can_keep_ledger)
def preview_import(
    *,
    unit: Unit,
    actor: Actor,
    table: ReadTable,
    file_name: str,
    content: bytes,
    year: int,
    cycle_kind: str = CycleKind.ANNUAL,
) -> ImportBatch:
    """Keep what was read from a spreadsheet, to be looked at. The ledger is not touched."""
    batch = settling.new_batch(unit.key, queries.PURPOSE, actor, file_name=file_name, content=content)
    batch.scope = queries.scope_of(year, cycle_kind)
    batch.rows, batch.head = table.rows, dict(table.head)
    if remembered := remembered_mapping(unit.key, queries.PURPOSE, table.head["digest"]):
        batch.head["mapping"] = settling.columns_of(table.head, remembered)
    batch.head["seen"] = _seen(queries.plan_of(batch, unit))
    batch.save()
    return batch


@operation("rectification.import.map", may=permissions.can_keep_ledger)
def map_columns(
    *, unit: Unit, batch: ImportBatch, actor: Actor, seen_batch: int, mapping: Mapping[str, str]
) -> ImportBatch:
    """Say which column of the table is which, and remember it for tables with the same heads.

    :raises NotPreviewed: if the batch is settled.
    """
    settling.require_open(batch, unit.key, queries.PURPOSE, seen_batch)
    batch.head["mapping"] = settling.chosen_columns(batch.head, mapping, codes=ALLOWED)
    batch.head["seen"] = _seen(queries.plan_of(batch, unit))
    batch.save(update_fields=["head"])
    settling.remember_columns(batch)
    return batch


@operation("rectification.import.refresh", may=permissions.can_keep_ledger)
def refresh_preview(*, unit: Unit, batch: ImportBatch, actor: Actor, seen_batch: int) -> ImportBatch:
    """Compare a previewed table with the ledger anew, after somebody changed the ledger.

    :raises NotPreviewed: if the batch is settled.
    """
    settling.require_open(batch, unit.key, queries.PURPOSE, seen_batch)
    batch.head["seen"] = _seen(queries.plan_of(batch, unit))
    batch.save(update_fields=["head"])
    return batch


@operation("rectification.import.apply", may=permissions.can_keep_ledger)
def apply_import(
    *, unit: Unit, batch: ImportBatch, actor: Actor, seen_batch: int, lines: Iterable[int]
) -> ImportBatch:
    """Write the chosen rows of a previewed table into the ledger, all or nothing.

    :raises NotPreviewed: if the batch is settled.
    :raises NothingChosen: if none of the chosen rows changes anything.
    :raises WrongRows: if a chosen row has an error.
    :raises StaleRows: if the ledger was changed under a chosen row since the preview.
    """
    settling.require_open(batch, unit.key, queries.PURPOSE, seen_batch)
    year, kind = queries.year_and_kind(batch)
    rows = interpreted(batch.rows, batch.head["mapping"])
    wanted = set(lines)
    index, register = index_of(queries.cycle_of(batch)), register_of(unit)
    plan = planned([row for row in rows if row.line in wanted], index, register, year=year + 1)
    _require_sound(plan, batch.head["seen"])
    writer = Writer(opening.opened(unit, year, kind), index, register, actor)
    batch.outcome = writer.write(plan).as_json()
    settling.settle(batch, BatchState.APPLIED, actor)
    return batch


@operation("rectification.import.drop", may=permissions.can_keep_ledger)
def drop_import(*, unit: Unit, batch: ImportBatch, actor: Actor, seen_batch: int) -> ImportBatch:
    """Put a previewed table aside; the ledger stays as it is.

    :raises NotPreviewed: if the batch is settled.
    """
    settling.require_open(batch, unit.key, queries.PURPOSE, seen_batch)
    settling.settle(batch, BatchState.DROPPED, actor)
    return batch


@operation("rectification.import.undo", may=permissions.can_keep_ledger)
def undo_import(*, unit: Unit, batch: ImportBatch, actor: Actor, seen_batch: int) -> ImportBatch:
    """Take the last import of a year back: created rows are withdrawn, changed ones go back.

    :raises NotUndoable: if it is not the last one, or somebody changed a row since.
    """
    settling.require_undoable(batch, unit.key, queries.PURPOSE, seen_batch)
    undo(batch, actor)
    settling.settle(batch, BatchState.UNDONE, actor)
    return batch


def _require_sound(plan: Plan, seen: Mapping[str, int]) -> None:
    wrong = [row.line for row in plan.rows if row.errors]
    if wrong:
        raise WrongRows(wrong)
    if not any(row.acts for row in plan.rows):
        raise NothingChosen
    changed = {row.key for row in plan.touched() if seen.get(str(row.key)) != row.version}
    if changed:
        raise StaleRows([row for row in plan.rows if row.changes and changed & _keys(row)])


def _keys(row: RowPlan) -> set[Any]:
    rows = [plan.row for plan in (row.problem, row.measure, *row.causes) if plan]
    rows += [row.measure.item] if row.measure else []
    return {each.key for each in rows if each}


def _seen(plan: Plan) -> dict[str, int]:
    """The versions of the rows that the preview compares with."""
    return {str(row.key): row.version for row in plan.touched()}
