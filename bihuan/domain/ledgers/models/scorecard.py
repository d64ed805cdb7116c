"""Scorecard: criteria with evidence, checked by oneself. No points, no ranking."""

from __future__ import annotations

from django.db import models

from bihuan.domain.organizations.models import Person
from bihuan.domain.organizations.withdrawing import Withdrawable

from ..enums import CheckState, CriterionState, Shape
from .record import Record


class Scorecard(Record):
    """The counts and the state follow from the criteria."""

    shape = Shape.SCORECARD
    details = ("standard", "checker")

    standard = models.CharField(max_length=200, blank=True)
    checker = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    criteria_count = models.PositiveSmallIntegerField(default=0)
    met_count = models.PositiveSmallIntegerField(default=0)
    unmet_count = models.PositiveSmallIntegerField(default=0)
    not_applicable_count = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=CheckState.choices, default=CheckState.DRAFT)

    class Meta:
        indexes = (models.Index(fields=["unit", "on"], name="scorecard_by_day"),)


class Criterion(Withdrawable):
    """One demand of the standard: reached or not, by what proof, and how the gap is closed."""

    scorecard = models.ForeignKey(Scorecard, on_delete=models.PROTECT, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    state = models.CharField(max_length=16, choices=CriterionState.choices, default=CriterionState.OPEN)
    evidence = models.CharField(max_length=300, blank=True)
    gap = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = (models.Index(fields=["scorecard", "position"], name="criterion_in_order"),)

    def __str__(self) -> str:
        return self.text
