"""Batches and remembered columns. Whose they are, each kind of import says for itself."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from .enums import BatchState
from .models import ColumnMapping, ImportBatch

BULKY = ("rows", "outcome", "head")


def listed(batches: QuerySet[ImportBatch]) -> QuerySet[ImportBatch]:
    """Batches for a list, without their rows, the newest first."""
    return batches.defer(*BULKY).order_by("-made_at", "-pk")


def earlier_batch(batch: ImportBatch) -> ImportBatch | None:
    """The newest batch of the same file, for the same unit and year, that was imported, if any."""
    same = _applied_like(batch).filter(file_digest=batch.file_digest)
    return listed(same.exclude(pk=batch.pk)).first()


def last_applied(batch: ImportBatch) -> ImportBatch | None:
    """The batch of the same kind, unit and year that was applied last."""
    return _applied_like(batch).defer(*BULKY).order_by("-applied_at", "-pk").first()


def remembered_mapping(unit_key: UUID, purpose: str, heads_digest: str) -> ColumnMapping | None:
    """How these heads were once matched by hand in the unit."""
    return ColumnMapping.objects.filter(unit_key=unit_key, purpose=purpose, heads_digest=heads_digest).first()


def _applied_like(batch: ImportBatch) -> QuerySet[ImportBatch]:
    return ImportBatch.objects.filter(
        purpose=batch.purpose, unit_key=batch.unit_key, scope=batch.scope, state=BatchState.APPLIED
    )
