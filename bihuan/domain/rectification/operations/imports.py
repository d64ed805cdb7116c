"""Import a ledger from a spreadsheet: preview, map columns, apply, drop, undo."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone

from bihuan.domain.cycles import opening
from bihuan.domain.documents.enums import CycleKind
from bihuan.domain.exchange.enums import BatchState
from bihuan.domain.exchange.models import ColumnMapping, ImportBatch
from bihuan.domain.organizations.models import Unit
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation
from bihuan.domain.trail.failures import NotPermitted, Stale

from .. import permissions
from ..failures import NotUndoable
from ..people import register_of
from ..sheet import queries
from ..sheet.applying import Writer
from ..sheet.columns import MAPPABLE
from ..sheet.failures import NothingChosen, NotPreviewed, StaleRows, WrongRows
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
    batch = ImportBatch(
        unit_key=unit.key,
        purpose=queries.PURPOSE,
        scope=queries.scope_of(year, cycle_kind),
        file_name=file_name[-200:],
        file_digest=hashlib.sha256(content).hexdigest(),
        rows=table.rows,
        head=dict(table.head),
        made_by_key=actor.user_key,
        made_at=timezone.now(),
    )
    remembered = queries.remembered_mapping(unit, table.head["digest"])
    if remembered:
        batch.head["mapping"] = _by_column(table.head, remembered.mapping)
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
    _require_open(unit, batch, seen_batch)
    known = {str(head["column"]) for head in batch.head["heads"]}
    chosen = {column: code for column, code in mapping.items() if column in known and code in ALLOWED}
    batch.head["mapping"] = chosen
    batch.head["seen"] = _seen(queries.plan_of(batch, unit))
    batch.save(update_fields=["head"])
    _remember(unit, batch.head)
    return batch


@operation("rectification.import.refresh", may=permissions.can_keep_ledger)
def refresh_preview(*, unit: Unit, batch: ImportBatch, actor: Actor, seen_batch: int) -> ImportBatch:
    """Compare a previewed table with the ledger anew, after somebody changed the ledger.

    :raises NotPreviewed: if the batch is settled.
    """
    _require_open(unit, batch, seen_batch)
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
    _require_open(unit, batch, seen_batch)
    year, kind = queries.year_and_kind(batch)
    rows = interpreted(batch.rows, batch.head["mapping"])
    wanted = set(lines)
    index, register = index_of(queries.cycle_of(batch)), register_of(unit)
    plan = planned([row for row in rows if row.line in wanted], index, register, year=year + 1)
    _require_sound(plan, batch.head["seen"])
    writer = Writer(opening.opened(unit, year, kind), index, register, actor)
    batch.outcome = writer.write(plan).as_json()
    batch.state, batch.applied_at, batch.settled_by_key = BatchState.APPLIED, timezone.now(), actor.user_key
    batch.save()
    return batch


@operation("rectification.import.drop", may=permissions.can_keep_ledger)
def drop_import(*, unit: Unit, batch: ImportBatch, actor: Actor, seen_batch: int) -> ImportBatch:
    """Put a previewed table aside; the ledger stays as it is.

    :raises NotPreviewed: if the batch is settled.
    """
    _require_open(unit, batch, seen_batch)
    batch.state, batch.settled_by_key = BatchState.DROPPED, actor.user_key
    batch.save()
    return batch


@operation("rectification.import.undo", may=permissions.can_keep_ledger)
def undo_import(*, unit: Unit, batch: ImportBatch, actor: Actor, seen_batch: int) -> ImportBatch:
    """Take the last import of a year back: created rows are withdrawn, changed ones go back.

    :raises NotUndoable: if it is not the last one, or somebody changed a row since.
    """
    _require_own(unit, batch, seen_batch)
    if batch.state != BatchState.APPLIED:
        raise NotUndoable(f"它的状态是“{batch.get_state_display()}”。")
    last = queries.last_applied(batch)
    if last is None or last.pk != batch.pk:
        raise NotUndoable("在它之后又有过导入，只能先撤销最近的一次。")
    undo(batch, actor)
    batch.state, batch.settled_by_key = BatchState.UNDONE, actor.user_key
    batch.save()
    return batch


def _require_own(unit: Unit, batch: ImportBatch, seen: int) -> None:
    if batch.unit_key != unit.key:
        raise NotPermitted
    if batch.version != seen:
        raise Stale(batch, seen, {})


def _require_open(unit: Unit, batch: ImportBatch, seen: int) -> None:
    if batch.unit_key == unit.key and batch.state != BatchState.PREVIEWED:
        raise NotPreviewed(batch.get_state_display())
    _require_own(unit, batch, seen)


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


def _by_column(head: Mapping[str, Any], by_text: Mapping[str, str]) -> dict[str, str]:
    return {str(each["column"]): by_text.get(each["text"], "") for each in head["heads"]}


def _remember(unit: Unit, head: Mapping[str, Any]) -> None:
    by_text = {each["text"]: head["mapping"].get(str(each["column"]), "") for each in head["heads"]}
    kept = queries.remembered_mapping(unit, head["digest"])
    if kept is None:
        kept = ColumnMapping(unit_key=unit.key, purpose=queries.PURPOSE, heads_digest=head["digest"])
    kept.mapping = by_text
    kept.save()
