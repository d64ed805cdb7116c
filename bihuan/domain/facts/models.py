"""Numbers that the ledgers gave: frozen with the rows behind them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from bihuan.domain.organizations.models import ScopedModel


class Fact(ScopedModel):
    """What a question was answered when it was frozen.

    The question is ``code``, asked of the unit and everything below it, for the days from ``since`` until
    before ``until``. ``value`` is empty where nobody knew; ``shortfall`` says which part of the ledger was
    missing. ``rows`` are the keys of the records counted, ``digest`` covers question, rows and value, and
    ``edition`` the way of counting.
    """

    noted_by_digest: ClassVar[frozenset[str]] = frozenset({"rows"})

    code = models.CharField(max_length=80)
    since = models.DateField()
    until = models.DateField()
    value = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    shortfall = models.CharField(max_length=200, blank=True, editable=False)
    rows = models.JSONField(default=list, editable=False)
    digest = models.CharField(max_length=80)
    edition = models.CharField(max_length=16)
    frozen_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["unit", "code", "since", "until"], name="fact_frozen_once"),
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="fact_period_ends_after_start"),
        )

    def __str__(self) -> str:
        return f"{self.code}/{self.since}"
