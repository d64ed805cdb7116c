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
    ``weekday`` begins with Monday as 0. A series that ``follows`` another is what that became when it was
    changed: its days come after those of the other.
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
    follows = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

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


class SkippedDay(Withdrawable):
    """A planned day that is left out, with its reason; taken back, it is planned again."""

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    reason = models.CharField(max_length=200)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["series", "day"], condition=Q(withdrawn_at=None), name="day_skipped_once"
            ),
        )

    def __str__(self) -> str:
        return self.reason
