"""Import people from a spreadsheet: preview, map columns, confirm names, apply, drop, undo."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from typing import Any

from django.db import IntegrityError, transaction

from bihuan.domain.exchange import settling
from bihuan.domain.exchange.enums import BatchState
from bihuan.domain.exchange.failures import NotUndoable
from bihuan.domain.exchange.models import ImportBatch
from bihuan.domain.exchange.queries import remembered_mapping
from bihuan.domain.trail import journal
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation

from .. import leaving, permissions
from ..models import Person, Unit
from ..person_failures import StillAnswering
from ..queries import tenant_of
from ..sheet import preparing, queries
from ..sheet.applying import Writer
from ..sheet.columns import by_code
from ..sheet.failures import NotAllGood, NothingToImport, RegisterMoved
from ..sheet.plans import Plan
from ..sheet.preparing import Prepared
from ..sheet.reading import ReadTable
from ..sheet.undoing import undo

AT_A_TIME = 500


@operation("organizations.import.preview", may=permissions.can_change_people)
def preview_people(
    *, unit: Unit, actor: Actor, table: ReadTable, file_name: str, content: bytes
) -> ImportBatch:
    """Keep what was read from a spreadsheet of people, to be looked at. The register is not touched.

    ``table`` is the one of ``judged_table``: read and compared before the door opens.
    """
    batch = settling.new_batch(unit.key, queries.PURPOSE, actor, file_name=file_name, content=content)
    batch.rows, batch.head = table.rows, table.head
    batch.save()
    return batch


def judged_table(unit: Unit, table: ReadTable) -> ReadTable:
    """The table with the columns as they were once matched by hand, and what each row comes to."""
    head = dict(table.head)
    if remembered := remembered_mapping(unit.key, queries.PURPOSE, head["digest"]):
        head["mapping"] = settling.columns_of(head, remembered)
    return ReadTable(head, preparing.judged(unit, table.rows, head))


@operation("organizations.import.map", may=permissions.can_change_people)
def map_columns(
    *, unit: Unit, batch: ImportBatch, actor: Actor, seen_batch: int, mapping: Mapping[str, str]
) -> ImportBatch:
    """Say which column of the table is which, and remember it for tables with the same heads.

    :raises NotPreviewed: if the batch is settled.
    """
    settling.require_open(batch, unit.key, queries.PURPOSE, seen_batch)
    chosen = settling.chosen_columns(batch.head, mapping, codes=frozenset(by_code()))
    _judge_anew(unit, batch, mapping=chosen, renamed=[])
    settling.remember_columns(batch)
    return batch


@operation("organizations.import.confirm_names", may=permissions.can_change_people)
def confirm_names(
    *, unit: Unit, batch: ImportBatch, actor: Actor, seen_batch: int, lines: Collection[int]
) -> ImportBatch:
    """Say that the people of these lines are those of the register, under another name.

    :raises NotPreviewed: if the batch is settled.
    """
    settling.require_open(batch, unit.key, queries.PURPOSE, seen_batch)
    asked = {row["line"] for row in batch.rows if row.get("what") == "asked"}
    renamed = sorted({*batch.head["renamed"], *(asked & set(lines))})
    _judge_anew(unit, batch, renamed=renamed)
    return batch


@operation("organizations.import.refresh", may=permissions.can_change_people)
def refresh_preview(*, unit: Unit, batch: ImportBatch, actor: Actor, seen_batch: int) -> ImportBatch:
    """Compare a previewed table with the register anew, after somebody changed the register.

    :raises NotPreviewed: if the batch is settled.
    """
    settling.require_open(batch, unit.key, queries.PURPOSE, seen_batch)
    _judge_anew(unit, batch)
    return batch


@operation("organizations.import.apply", may=permissions.can_change_people)
def apply_people(
    *,
    unit: Unit,
    batch: ImportBatch,
    actor: Actor,
    seen_batch: int,
    only_good: bool = False,
    made: Prepared | None = None,
) -> ImportBatch:
    """Write the rows of a previewed table into the register, all or nothing.

    ``only_good``: leave out the rows with an error or an open question. ``made`` is the plan that
    ``preparing.prepared`` made before the door opened; it is made again if the register moved on since.

    :raises NotPreviewed: if the batch is settled.
    :raises NotAllGood: if a row has an error or an open question and those are not to be left out.
    :raises NothingToImport: if no row changes anything.
    :raises RegisterMoved: if the rows come to something else now than the user was shown.
    """
    settling.require_open(batch, unit.key, queries.PURPOSE, seen_batch)
    _require_good(batch, only_good)
    _lock(tenant_of(unit))
    if made is None or not preparing.stands(made, unit):
        made = preparing.prepared(batch, unit)
    if moved := preparing.moved_lines(batch, made.plan):
        raise RegisterMoved(moved)
    _require_still(made.plan)
    try:
        with transaction.atomic():
            batch.outcome = Writer(actor).write(made.plan).as_json()
    except IntegrityError:
        raise RegisterMoved from None
    settling.settle(batch, BatchState.APPLIED, actor)
    return batch


@operation("organizations.import.drop", may=permissions.can_change_people)
def drop_people(*, unit: Unit, batch: ImportBatch, actor: Actor, seen_batch: int) -> ImportBatch:
    """Put a previewed table of people aside; the register stays as it is.

    :raises NotPreviewed: if the batch is settled.
    """
    settling.require_open(batch, unit.key, queries.PURPOSE, seen_batch)
    settling.settle(batch, BatchState.DROPPED, actor)
    return batch


@operation("organizations.import.undo", may=permissions.can_change_people)
def undo_people(*, unit: Unit, batch: ImportBatch, actor: Actor, seen_batch: int) -> ImportBatch:
    """Take the last import of people back: created rows count as never there, changed ones go back.

    Roles that were given back by moving or leaving stay given back.

    :raises NotUndoable: if it is not the last one, or somebody built on it since.
    """
    settling.require_undoable(batch, unit.key, queries.PURPOSE, seen_batch)
    try:
        with transaction.atomic():
            undo(batch)
    except IntegrityError:
        raise NotUndoable("原来的职务、支部或班子席位现在与别的登记冲突，请在人员页面逐个更正。") from None
    settling.settle(batch, BatchState.UNDONE, actor)
    return batch


@operation("organizations.sheet.export", may=permissions.can_change_people)
def note_register_export(*, unit: Unit, actor: Actor, content: bytes) -> str:
    """Note that a register left as a file; the digest of the file is kept and returned."""
    digest = hashlib.sha256(content).hexdigest()
    journal.current().note(unit._meta.label_lower, unit.key, "register_export", None, {"sha256": digest})
    return digest


def _require_good(batch: ImportBatch, only_good: bool) -> None:
    counts = {what: sum(row.get("what") == what for row in batch.rows) for what in ("wrong", "asked")}
    if any(counts.values()) and not only_good:
        raise NotAllGood(**counts)
    if not any(row.get("what") in ("new", "changed") for row in batch.rows):
        raise NothingToImport


def _lock(tenant: Unit) -> None:
    """One import at a time in a tenant."""
    Unit.objects.select_for_update().get(pk=tenant.pk)


def _require_still(plan: Plan) -> None:
    """The people of the plan, locked now, are still those that it was made from; leavers may leave."""
    planned = {row.present.person.pk: row for row in plan.acting if row.present}
    keys = sorted(planned)
    for start in range(0, len(keys), AT_A_TIME):
        some = keys[start : start + AT_A_TIME]
        found = Person.objects.select_for_update(of=("self",)).filter(pk__in=some).order_by("pk")
        now = dict(found.values_list("pk", "version"))
        moved = [planned[pk].line for pk in some if now.get(pk) != planned[pk].present.person.version]
        if moved:
            raise RegisterMoved(moved)
    for row in planned.values():
        if row.steps.person.get("left_on") and (obstacles := leaving.obstacles_of(row.present.person)):
            raise StillAnswering(row.present.person.name, obstacles)


def _judge_anew(unit: Unit, batch: ImportBatch, **head: Any) -> None:
    batch.head = {**batch.head, **head}
    batch.rows = preparing.judged(unit, batch.rows, batch.head)
    batch.save(update_fields=["head", "rows"])
