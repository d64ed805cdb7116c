"""What every shape has in common."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from bihuan.domain.organizations.withdrawing import Withdrawable

from ..enums import Origin


class Record(Withdrawable):
    """A line of some mechanisms' ledger. Where it counts, its ``Mark`` rows say.

    ``on`` is the day it counts for. ``values`` holds the fields that mechanisms add, by
    ``<mechanism>.<field>``. ``drawn_from_key`` is the record that this one was copied from.
    """

    shape: ClassVar[str]
    #: Fields of the shape that a person fills in, besides ``on``, ``title`` and ``note``.
    details: ClassVar[tuple[str, ...]] = ()

    on = models.DateField()
    title = models.CharField(max_length=200)
    note = models.TextField(blank=True)
    values = models.JSONField(default=dict, blank=True)
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.TYPED)
    drawn_from_key = models.UUIDField(null=True, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title
