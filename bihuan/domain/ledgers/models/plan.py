"""Plan: something that takes time. Progress shows in milestones and results, never as a typed percentage."""

from __future__ import annotations

from django.db import models

from bihuan.domain.organizations.models import Person, Unit
from bihuan.domain.organizations.withdrawing import Withdrawable

from ..enums import PlanState, Shape
from .record import Record


class Plan(Record):
    """``on`` is the day it begins. The counts and the state follow from milestones and days."""

    shape = Shape.PLAN
    details = ("goal", "due_on", "lead", "responsible", "result", "closed_on")

    goal = models.TextField(blank=True)
    due_on = models.DateField(null=True, blank=True)
    lead = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    responsible = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=12, choices=PlanState.choices, default=PlanState.PLANNED)
    milestone_count = models.PositiveSmallIntegerField(default=0)
    milestones_done = models.PositiveSmallIntegerField(default=0)
    closed_on = models.DateField(null=True, blank=True)
    result = models.TextField(blank=True)

    class Meta:
        indexes = (models.Index(fields=["unit", "on"], name="plan_by_day"),)


class Milestone(Withdrawable):
    """A step of a plan that can be seen to be done; ``proof`` says by what."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="milestones")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    proof = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = (models.Index(fields=["plan", "position"], name="milestone_in_order"),)

    def __str__(self) -> str:
        return self.text
