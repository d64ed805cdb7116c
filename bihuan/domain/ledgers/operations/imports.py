"""Import records and attendance from a spreadsheet: preview, apply all or nothing, drop, undo; export."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from bihuan.domain.exchange import settling
from bihuan.domain.exchange.enums import BatchState
from bihuan.domain.exchange.failures import NotUndoable
from bihuan.domain.exchange.models import ImportBatch
from bihuan.domain.organizations.models import Unit
from bihuan.domain.trail import journal
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation
from bihuan.domain.trail.failures import NotPermitted

from .. import permissions
from ..enums import AttendanceState
from ..models import Attendance, Mark, Record
from ..shapes import MODELS
from ..sheet import persons, queries
from ..sheet.columns import ATTENDANCE
from ..sheet.failures import LedgerMoved, NotAllGood, NothingToImport
from ..sheet.judging import CHANGED, NEW, WRONG, Sheet
from ..sheet.reading import ReadTable
from .import_rows import Prepared, keys_of, prepared, recount, write

AT_A_TIME = 500


@operation("ledgers.import.preview", may=permissions.can_keep_records)
def preview_records(
    *, unit: Unit, actor: Actor, sheet: Sheet, table: ReadTable, rows: Any, file_name: str, content: bytes
) -> ImportBatch:
    """Keep what was read from a spreadsheet, to be looked at. The ledger is not touched.

    ``rows`` are those of ``prepared(...).told()``: read and compared before the door opens.
    """
    batch = settling.new_batch(unit.key, queries.PURPOSE, actor, file_name=file_name, content=content)
    batch.scope, batch.rows = queries.scope_of(sheet), rows
    batch.head = table.head | {"day": sheet.day.isoformat() if sheet.day else None}
    batch.save()
    return batch


@operation("ledgers.import.apply", may=permissions.can_keep_records)
def apply_records(
    *, unit: Unit, batch: ImportBatch, actor: Actor, seen_batch: int, made: Prepared | None = None
) -> ImportBatch:
    """Write the rows of a previewed table into the ledger, all or nothing.

    ``made`` was prepared before the door opened, from the same rows.

    :raises NotPreviewed: if the batch is settled.
    :raises NotAllGood: if a row has an error.
    :raises NothingToImport: if no row changes anything.
    :raises LedgerMoved: if the rows come to something else now than the user was shown.
    :raises NotPermitted: if a row names a unit whose records the actor does not keep.
    """
    settling.require_open(batch, unit.key, queries.PURPOSE, seen_batch)
    _require_good(batch)
    made = made or prepared(queries.sheet_of(batch, unit), batch.rows)
    if [row.what for row in made.rows] != [row["what"] for row in batch.rows]:
        raise LedgerMoved
    _require_kept(made, actor)
    try:
        with transaction.atomic():
            batch.outcome = write(made, actor).as_json()
    except IntegrityError:
        raise LedgerMoved from None
    batch.rows = persons.cleared(batch.rows)
    batch.save()
    settling.settle(batch, BatchState.APPLIED, actor)
    return batch


@operation("ledgers.import.drop", may=permissions.can_keep_records)
def drop_records(*, unit: Unit, batch: ImportBatch, actor: Actor, seen_batch: int) -> ImportBatch:
    """Put a previewed table aside; the ledger stays as it is.

    :raises NotPreviewed: if the batch is settled.
    """
    settling.require_open(batch, unit.key, queries.PURPOSE, seen_batch)
    batch.rows = persons.cleared(batch.rows)
    batch.save()
    settling.settle(batch, BatchState.DROPPED, actor)
    return batch


@operation("ledgers.import.undo", may=permissions.can_keep_records)
def undo_records(*, unit: Unit, batch: ImportBatch, actor: Actor, seen_batch: int) -> ImportBatch:
    """Take the last import of this kind back: new records are withdrawn, attendance is as it was.

    :raises NotUndoable: if it is not the last one, or something was changed since.
    """
    settling.require_undoable(batch, unit.key, queries.PURPOSE, seen_batch)
    sheet = queries.sheet_of(batch, unit)
    if sheet.what == ATTENDANCE:
        _restore_attendance(batch)
    else:
        _withdraw_records(batch, sheet, actor)
    settling.settle(batch, BatchState.UNDONE, actor)
    return batch


@operation("ledgers.sheet.export", may=permissions.can_export_records)
def note_records_export(*, unit: Unit, actor: Actor, mechanism: str, content: bytes) -> str:
    """Note that a ledger left as a file; the digest of the file is kept and returned."""
    digest = hashlib.sha256(content).hexdigest()
    noted = {"sha256": digest, "mechanism": mechanism}
    journal.current().note(unit._meta.label_lower, unit.key, "records_export", None, noted)
    return digest


def _require_good(batch: ImportBatch) -> None:
    wrong = sum(row["what"] == WRONG for row in batch.rows)
    if wrong:
        raise NotAllGood(wrong)
    if not any(row["what"] in (NEW, CHANGED) for row in batch.rows):
        raise NothingToImport


def _require_kept(made: Prepared, actor: Actor) -> None:
    units = {row.values["unit"].pk: row.values["unit"] for row in made.rows}
    if not all(permissions.can_keep_records(actor, unit) for unit in units.values()):
        raise NotPermitted


def _withdraw_records(batch: ImportBatch, sheet: Sheet, actor: Actor) -> None:
    model, now = MODELS[sheet.mechanism.shape], timezone.now()
    keys = keys_of(batch.outcome, model._meta.label_lower)
    records: list[Record] = _locked(model, keys)
    _refuse_changed(batch.outcome, records)
    for record in records:
        record.withdrawn_at, record.withdrawn_by_key = now, actor.user_key
        record.withdrawn_reason = f"撤销导入：{batch.file_name}"[:200]
    model.objects.bulk_save(records, ["withdrawn_at", "withdrawn_by_key", "withdrawn_reason"])
    marks = [mark for some in _chunks(keys) for mark in Mark.objects.standing().filter(record_key__in=some)]
    for mark in marks:
        mark.withdrawn_at = now
    Mark.objects.bulk_save(marks, ["withdrawn_at"])


def _restore_attendance(batch: ImportBatch) -> None:
    rows = _locked(Attendance, keys_of(batch.outcome, Attendance._meta.label_lower))
    _refuse_changed(batch.outcome, rows)
    before = {entry["key"]: entry for entry in batch.outcome}
    for row in rows:
        entry = before[str(row.key)]
        if entry["created"]:
            row.state, row.expected, row.reason = AttendanceState.NOT_DUE, False, ""
            row.made_up_on = None
        for name, value in entry["before"].items():
            setattr(row, name, None if value is None else row._meta.get_field(name).to_python(value))
    Attendance.objects.bulk_save(rows, ["state", "expected", "reason", "made_up_on"])
    recount({row.activity_id for row in rows})


def _refuse_changed(outcome: Iterable[Mapping[str, Any]], rows: list[Any]) -> None:
    left = {entry["key"]: entry["version"] for entry in outcome}
    changed = [row for row in rows if row.version != left[str(row.key)]]
    if changed:
        raise NotUndoable(f"导入之后有{len(changed)}条又改过。请先核对，要退回的请逐条办理。")


def _locked(model: Any, keys: list[Any]) -> list[Any]:
    return [
        row
        for some in _chunks(keys)
        for row in model.objects.select_for_update(of=("self",)).filter(key__in=some).order_by("pk")
    ]


def _chunks(values: list[Any]) -> Iterable[list[Any]]:
    for start in range(0, len(values), AT_A_TIME):
        yield values[start : start + AT_A_TIME]
