"""What a unit makes of the registry, for itself and all below it: rows, edited in a page."""

from __future__ import annotations

from django.db import models

from bihuan.domain.organizations.models import ScopedModel


class NormSetting(ScopedModel):
    """A unit's own word about a norm. What is ``None`` is as the units above have it, or the registry.

    ``norm`` is the full code, such as branch-rules-2018.theme-day-monthly.
    """

    norm = models.CharField(max_length=80)
    adopted = models.BooleanField(null=True)
    at_least = models.PositiveSmallIntegerField(null=True)
    reason = models.CharField(max_length=200)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["unit", "norm"], name="norm_set_once"),)

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.norm}"
