"""When something is held again and again: planned days, which are no records until it was held."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from bihuan.core.planning.series import Rhythm as Pattern
from bihuan.domain.organizations.withdrawing import Withdrawable

from ..enums import Rhythm


class Series(Withdrawable):
    """A mechanism's planned days in a unit, such as every first Friday, from one day to another.

    ``every`` counts weeks or months; ``nth`` is the place of the weekday in the month, -1 the last one;
    ``weekday`` begins with Monday as 0.
    """

    mechanism = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    rhythm = models.CharField(max_length=15, choices=Rhythm.choices)
    every = models.PositiveSmallIntegerField(default=1)
    weekday = models.PositiveSmallIntegerField(null=True, blank=True)
    nth = models.SmallIntegerField(null=True, blank=True)
    day = models.PositiveSmallIntegerField(null=True, blank=True)
    since = models.DateField()
    until = models.DateField()
    starts = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="series_ends_after_start"),
        )
        indexes = (models.Index(fields=["unit", "mechanism", "until"], name="series_of_unit"),)

    def __str__(self) -> str:
        return self.title

    @property
    def pattern(self) -> Pattern:
        return Pattern(self.rhythm, self.every, self.weekday, self.nth, self.day)
