"""Files that came in and what was read out of them, until a person confirms it."""

from __future__ import annotations

from django.db import models

from bihuan.domain.organizations.models import ScopedModel

from .enums import CycleKind, DraftState


class StoredFile(ScopedModel):
    """A file as it came in. Its bytes stand under its digest in the unit's store and never change."""

    name = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    algorithm = models.CharField(max_length=16)
    digest = models.CharField(max_length=64)
    received_at = models.DateTimeField()
    received_by_key = models.UUIDField(null=True)

    class Meta:
        indexes = (models.Index(fields=["unit", "digest"], name="stored_file_digest"),)

    def __str__(self) -> str:
        return self.name


class Draft(ScopedModel):
    """A stored reading of a file. What people correct is kept apart (`Correction`), so undo is exact.

    ``document`` and ``reading`` are the JSON of the core's models; ``year`` is the examined year.
    """

    noted_by_digest = frozenset({"document", "reading"})

    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="drafts")
    year = models.PositiveSmallIntegerField()
    cycle_kind = models.CharField(max_length=10, choices=CycleKind.choices, default=CycleKind.ANNUAL)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    document = models.JSONField()
    reading = models.JSONField()
    state = models.CharField(max_length=10, choices=DraftState.choices, default=DraftState.OPEN)
    made_at = models.DateTimeField()
    made_by_key = models.UUIDField(null=True)
    settled_at = models.DateTimeField(null=True)
    settled_by_key = models.UUIDField(null=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = (models.Index(fields=["unit", "year", "state"], name="draft_by_year"),)

    def __str__(self) -> str:
        return self.title


class Correction(ScopedModel):
    """One correction of a draft, in order. Undo marks the last one; nothing is deleted."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="corrections")
    position = models.PositiveIntegerField()
    change = models.JSONField()
    made_at = models.DateTimeField()
    made_by_key = models.UUIDField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["draft", "position"], name="correction_in_order"),)

    def __str__(self) -> str:
        return f"{self.draft_id}/{self.position}"
