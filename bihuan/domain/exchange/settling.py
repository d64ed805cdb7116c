"""Steps that the operations on imports of every kind share; each runs while the door is open."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils import timezone

from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.failures import NotPermitted, Stale

from .enums import BatchState
from .failures import NotPreviewed, NotUndoable
from .models import ColumnMapping, ImportBatch
from .queries import last_applied, remembered_mapping


def new_batch(unit_key: UUID, purpose: str, actor: Actor, *, file_name: str, content: bytes) -> ImportBatch:
    """A batch of a file, with its name cut to what can be kept. Not yet saved: it has no rows."""
    return ImportBatch(
        unit_key=unit_key,
        purpose=purpose,
        file_name=file_name[-200:],
        file_digest=hashlib.sha256(content).hexdigest(),
        made_by_key=actor.user_key,
        made_at=timezone.now(),
    )


def require_open(batch: ImportBatch, unit_key: UUID, purpose: str, seen: int) -> None:
    """:raises NotPreviewed, NotPermitted, Stale: if it is settled, not of this kind and unit, or changed."""
    if batch.unit_key == unit_key and batch.state != BatchState.PREVIEWED:
        raise NotPreviewed(batch.get_state_display())
    _require_own(batch, unit_key, purpose, seen)


def require_undoable(batch: ImportBatch, unit_key: UUID, purpose: str, seen: int) -> None:
    """:raises NotUndoable, NotPermitted, Stale: if it is not the last one, or not of this kind and unit."""
    _require_own(batch, unit_key, purpose, seen)
    if batch.state != BatchState.APPLIED:
        raise NotUndoable(f"它的状态是“{batch.get_state_display()}”。")
    if last_applied(batch) != batch:
        raise NotUndoable("在它之后又有过导入，只能先撤销最近的一次。")


def settle(batch: ImportBatch, state: BatchState, actor: Actor) -> None:
    """Put down what became of a batch, and by whom; of an applied one also when, and its outcome."""
    batch.state, batch.settled_by_key = state, actor.user_key
    fields = ["state", "settled_by_key"]
    if state == BatchState.APPLIED:
        batch.applied_at = timezone.now()
        fields += ["applied_at", "outcome"]
    batch.save(update_fields=fields)


def chosen_columns(
    head: Mapping[str, Any], mapping: Mapping[str, str], *, codes: frozenset[str]
) -> dict[str, str]:
    """What was chosen for columns that the table has, among these codes."""
    known = {str(each["column"]) for each in head["heads"]}
    return {column: code for column, code in mapping.items() if column in known and code in codes}


def columns_of(head: Mapping[str, Any], remembered: ColumnMapping) -> dict[str, str]:
    """The columns of a table as they were once matched by hand."""
    return {str(each["column"]): remembered.mapping.get(each["text"], "") for each in head["heads"]}


def remember_columns(batch: ImportBatch) -> None:
    """Keep how the columns of this batch were matched, for tables with the same heads."""
    head = batch.head
    kept = remembered_mapping(batch.unit_key, batch.purpose, head["digest"])
    if kept is None:
        kept = ColumnMapping(unit_key=batch.unit_key, purpose=batch.purpose, heads_digest=head["digest"])
    kept.mapping = {each["text"]: head["mapping"].get(str(each["column"]), "") for each in head["heads"]}
    kept.save()


def _require_own(batch: ImportBatch, unit_key: UUID, purpose: str, seen: int) -> None:
    if (batch.unit_key, batch.purpose) != (unit_key, purpose):
        raise NotPermitted
    if batch.version != seen:
        raise Stale(batch, seen, {})
