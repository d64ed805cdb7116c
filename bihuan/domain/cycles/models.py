"""The unit's year: unit × examined year × kind, with the aspects that are examined."""

from __future__ import annotations

from django.db import models

from bihuan.domain.documents.enums import CycleKind
from bihuan.domain.organizations.models import ScopedModel


class Cycle(ScopedModel):
    """One meeting's year. ``year`` is the examined year: the meeting of 2025 is held in early 2026.

    ``met_on`` is the day of the meeting, as far as the imported report says it.
    """

    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=CycleKind.choices, default=CycleKind.ANNUAL)
    theme = models.CharField(max_length=40, blank=True)
    met_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["unit", "year", "kind"], name="one_cycle_a_year_and_kind"),
        )

    def __str__(self) -> str:
        return f"{self.year}{'年' if self.kind == CycleKind.SPECIAL else ''}{self.get_kind_display()}"


class Aspect(ScopedModel):
    """An aspect that the year's meeting examines. ``code`` is the theme's, empty if only the text has it."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="aspects")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    code = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["cycle", "position"], name="aspect_in_order"),)

    def __str__(self) -> str:
        return self.title
