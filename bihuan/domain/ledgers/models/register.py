"""Register: things that need an owner and a next review."""

from __future__ import annotations

from django.db import models

from bihuan.domain.organizations.models import Person, ScopedModel, Unit

from ..enums import EntryState, Shape
from .record import Record


class RegisterEntry(Record):
    """Something kept in a register since ``on``; each review moves the next one."""

    shape = Shape.REGISTER
    details = ("owner", "owner_unit", "reviewer", "review_on")

    owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    owner_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reviewer = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reviewed_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=EntryState.choices, default=EntryState.ACTIVE)

    class Meta:
        indexes = (
            models.Index(fields=["unit", "on"], name="entry_by_day"),
            models.Index(fields=["unit", "review_on"], name="entry_by_review"),
        )


class Review(ScopedModel):
    """Somebody looked whether the entry is still right."""

    entry = models.ForeignKey(RegisterEntry, on_delete=models.PROTECT, related_name="reviews")
    on = models.DateField()
    finding = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.entry_id}/{self.on}"
