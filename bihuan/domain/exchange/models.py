"""Import batches of every kind: what was read from a file, what became of it, how columns were understood."""

from __future__ import annotations

from uuid import UUID

from django.db import models

from bihuan.domain.trail.recorded import RecordedModel

from .enums import BatchState


class ImportBatch(RecordedModel):
    """One file of rows: previewed, applied all-or-nothing, undone. Names the unit and the year by key.

    ``head`` tells how the table was understood (heads, columns, what stands around it, the versions that the
    preview saw); ``rows`` holds what was read (a list of objects, one a row); ``outcome`` what applying it
    did: for each touched object its type, key, whether it was created, the version it was left with and the
    values it had before.
    """

    noted_by_digest = frozenset({"head", "rows", "outcome"})

    unit_key = models.UUIDField(db_index=True)
    purpose = models.CharField(max_length=40)
    scope = models.CharField(max_length=60, blank=True)
    file_name = models.CharField(max_length=200)
    file_digest = models.CharField(max_length=64)
    state = models.CharField(max_length=12, choices=BatchState.choices, default=BatchState.PREVIEWED)
    head = models.JSONField(default=dict)
    rows = models.JSONField(default=list)
    outcome = models.JSONField(default=list)
    made_by_key = models.UUIDField(null=True)
    made_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)
    settled_by_key = models.UUIDField(null=True)

    def __str__(self) -> str:
        return self.file_name

    def chain_key(self) -> UUID:
        return self.unit_key


class ColumnMapping(RecordedModel):
    """How a unit's own column heads map to ours, remembered per set of heads (its digest)."""

    unit_key = models.UUIDField()
    purpose = models.CharField(max_length=40)
    heads_digest = models.CharField(max_length=64)
    mapping = models.JSONField(default=dict)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["unit_key", "purpose", "heads_digest"], name="mapping_once_per_heads"
            ),
        )

    def __str__(self) -> str:
        return self.purpose

    def chain_key(self) -> UUID:
        return self.unit_key
