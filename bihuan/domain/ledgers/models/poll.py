"""Poll: a question with fixed options, counted on paper. Who voted how is never kept."""

from __future__ import annotations

from django.db import models

from ..enums import PollMethod, Shape
from .record import Record


class Poll(Record):
    """``options`` are the answers with their votes: ``{"label", "votes"}`` each."""

    shape = Shape.POLL
    details = ("method", "eligible", "issued", "returned", "valid", "options", "favourable")

    method = models.CharField(max_length=10, choices=PollMethod.choices, blank=True)
    eligible = models.PositiveIntegerField(null=True, blank=True)
    issued = models.PositiveIntegerField(null=True, blank=True)
    returned = models.PositiveIntegerField(null=True, blank=True)
    valid = models.PositiveIntegerField(null=True, blank=True)
    options = models.JSONField(default=list, blank=True)
    favourable = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        indexes = (models.Index(fields=["unit", "on"], name="poll_by_day"),)
