"""Since when a ledger is kept here, and when a unit need not hold something."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from bihuan.domain.organizations.models import ScopedModel
from bihuan.domain.organizations.withdrawing import Withdrawable


class Keeping(ScopedModel):
    """Since when the unit enters the mechanism's records here. Before that, none is not zero but unknown."""

    mechanism = models.CharField(max_length=40)
    since = models.DateField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["unit", "mechanism"], name="kept_once"),)

    def __str__(self) -> str:
        return f"{self.mechanism}/{self.since}"


class Exemption(Withdrawable):
    """不需开展, with its reason: a valid answer for a half-open range of days."""

    mechanism = models.CharField(max_length=40)
    since = models.DateField()
    until = models.DateField()
    reason = models.CharField(max_length=200)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="exemption_ends_after_start"),
        )
        indexes = (models.Index(fields=["unit", "mechanism", "since"], name="exemption_of_unit"),)

    def __str__(self) -> str:
        return self.reason
