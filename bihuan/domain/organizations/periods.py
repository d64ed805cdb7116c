"""Rows that hold for a time: half-open ranges of days, an empty end stays open."""

from __future__ import annotations

import datetime

from django.db.models import CheckConstraint, F, Q
from django.utils import timezone

from bihuan.domain.trail.recorded import RecordedQuerySet

from .fields import below

#: What has no end yet and was not taken back.
STANDING = Q(until=None, withdrawn_at=None)


class DatedQuerySet(RecordedQuerySet):
    def within(self, paths: tuple[str, ...]) -> DatedQuerySet:
        return self.filter(below("unit__path", paths))

    def on(self, day: datetime.date | None = None) -> DatedQuerySet:
        """What holds on a day, today if none is given."""
        day = day or timezone.localdate()
        begun = Q(since=None) | Q(since__lte=day)
        return self.filter(begun & (Q(until=None) | Q(until__gt=day)), withdrawn_at=None)

    def open(self) -> DatedQuerySet:
        """What has no end yet."""
        return self.filter(STANDING)

    def told(self) -> DatedQuerySet:
        """Everything that held at some time: without what was taken back."""
        return self.filter(withdrawn_at=None)


def ends_after_start(name: str) -> CheckConstraint:
    return CheckConstraint(condition=Q(since=None) | Q(until=None) | Q(until__gt=F("since")), name=name)
