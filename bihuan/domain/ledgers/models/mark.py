"""Where a record counts."""

from __future__ import annotations

from django.db import models

from bihuan.domain.organizations.models import ScopedModel
from bihuan.domain.organizations.withdrawing import StandingQuerySet

from ..enums import Shape


class Mark(ScopedModel):
    """One record in one mechanism: entered once, counted wherever it counts.

    ``unit`` and ``on`` repeat the record's, so that counting asks one table; ``first`` is the mechanism that
    it was entered under. ``typed`` counts the fields that somebody filled in by hand for this mechanism: all
    of the record where it was entered, only the mechanism's own where it counts once more.
    Only the steps of operations write here.
    """

    mechanism = models.CharField(max_length=40)
    shape = models.CharField(max_length=10, choices=Shape.choices)
    record_key = models.UUIDField()
    on = models.DateField()
    first = models.BooleanField(default=True)
    typed = models.PositiveSmallIntegerField(default=0)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = StandingQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["record_key", "mechanism"], name="record_counts_once"),
        )
        indexes = (
            models.Index(
                fields=["unit", "mechanism", "on"],
                condition=models.Q(withdrawn_at=None),
                name="mark_of_unit",
            ),
            models.Index(
                fields=["mechanism", "on"], condition=models.Q(withdrawn_at=None), name="mark_of_mechanism"
            ),
        )

    def __str__(self) -> str:
        return f"{self.mechanism}/{self.record_key}"
