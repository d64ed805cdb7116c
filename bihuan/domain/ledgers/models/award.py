"""Award: quota, nomination, vote, public notice, result; each step on its day."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from bihuan.domain.organizations.models import Person, Unit
from bihuan.domain.organizations.withdrawing import Withdrawable

from ..enums import AwardState, Shape
from .record import Record


class Award(Record):
    """The counts follow from the nominations, the state from the days."""

    shape = Shape.AWARD
    details = ("honour", "quota", "voted_on", "notice_from", "notice_until", "decided_on")

    honour = models.CharField(max_length=100, blank=True)
    quota = models.PositiveSmallIntegerField(null=True, blank=True)
    nominated = models.PositiveSmallIntegerField(default=0)
    voted_on = models.DateField(null=True, blank=True)
    notice_from = models.DateField(null=True, blank=True)
    notice_until = models.DateField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    chosen = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=AwardState.choices, default=AwardState.NOMINATING)

    class Meta:
        indexes = (models.Index(fields=["unit", "on"], name="award_by_day"),)


class Nomination(Withdrawable):
    """A person or a unit that was nominated, and whether it was chosen."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="nominations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    nominee_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    grounds = models.CharField(max_length=300, blank=True)
    chosen = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(person=None, nominee_unit__isnull=False)
                | Q(person__isnull=False, nominee_unit=None),
                name="nominates_one",
            ),
        )

    def __str__(self) -> str:
        return str(self.person or self.nominee_unit)
