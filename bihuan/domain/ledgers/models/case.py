"""Case: something that came in, with steps, deadlines and an outcome."""

from __future__ import annotations

import base64
import datetime
import json
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from bihuan.core.seal import seal, unseal
from bihuan.domain.organizations.models import Person, Unit
from bihuan.domain.organizations.withdrawing import StandingQuerySet, Withdrawable

from ..enums import CaseOutcome, CaseState, Satisfaction, Shape
from .record import Record

#: What an accusation is called: nothing of its content may stand anywhere.
ACCUSATION_TITLE = "检举控告件（已转送）"
#: An event of any case that no limit follows from.
PROGRESS = "progress"
#: What a case is made of.
PARTS = ("events", "stops", "extensions")


class CaseQuerySet(StandingQuerySet):
    """What lists ask of cases."""

    def under_way(self) -> CaseQuerySet:
        return self.filter(state=CaseState.OPEN)

    def overdue(self, today: datetime.date) -> CaseQuerySet:
        """Open ones of which a step of ours has passed its last day."""
        return self.under_way().filter(next_due_on__lt=today)

    def closed(self) -> CaseQuerySet:
        return self.filter(state=CaseState.CLOSED)

    def waiting(self) -> CaseQuerySet:
        """Those for which somebody asked for more days and nobody has approved yet."""
        asked = CaseExtension.objects.standing().filter(approved_on=None)
        return self.filter(pk__in=asked.values("case"))


class Case(Record):
    """``on`` is the day it came in. Days, state and whether it was on time follow from events.

    ``due_on`` is the last day of the step that the case is about, ``next_due_on`` of the open one that ends
    first, whichever that is.

    Name, telephone and address of whoever came are sealed together and never noted in the trail. A case that
    is ``confined`` is an accusation: the database itself keeps its content and names out.
    """

    shape = Shape.CASE
    details = ("number", "source", "route", "handler", "responsible", "outcome", "answer", "satisfaction")
    noted_by_digest: ClassVar[frozenset[str]] = frozenset({"answer"})
    #: ``next_due_on`` follows from what is noted, and would fill the history of a case with nothing new.
    not_noted: ClassVar[frozenset[str]] = frozenset({"sealed_person", "next_due_on"})

    procedure = models.CharField(max_length=40, blank=True)
    number = models.CharField(max_length=100, blank=True)
    source = models.CharField(max_length=100, blank=True)
    route = models.CharField(max_length=20, blank=True)
    handler = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    responsible = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    sealed_person = models.TextField(blank=True, editable=False)
    confined = models.BooleanField(default=False)
    accepted_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    next_due_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=CaseState.choices, default=CaseState.OPEN)
    on_time = models.BooleanField(null=True, blank=True)
    outcome = models.CharField(max_length=12, choices=CaseOutcome.choices, blank=True)
    answer = models.TextField(blank=True)
    satisfaction = models.CharField(max_length=12, choices=Satisfaction.choices, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=["unit", "on"], name="case_by_day"),
            models.Index(fields=["unit", "state", "due_on"], name="case_by_due_day"),
            models.Index(fields=["unit", "state", "next_due_on"], name="case_by_next_due_day"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(confined=False)
                | Q(
                    title=ACCUSATION_TITLE,
                    note="",
                    number="",
                    source="",
                    answer="",
                    sealed_person="",
                    handler=None,
                    responsible=None,
                    satisfaction="",
                ),
                name="accusation_has_no_content",
            ),
        )

    @property
    def petitioner(self) -> dict[str, str]:
        """Name, telephone and address of whoever came; empty where nothing is kept.

        :raises Unsealable: if the key of this installation is another one.
        """
        if not self.sealed_person:
            return {}
        sealed = base64.b64decode(self.sealed_person)
        plain = unseal(sealed, keys=settings.BIHUAN_SEALING_KEYS, place=self._place)
        told: dict[str, str] = json.loads(plain)
        return told

    @petitioner.setter
    def petitioner(self, told: dict[str, str]) -> None:
        if not any(told.values()):
            self.sealed_person = ""
            return
        plain = json.dumps(told, ensure_ascii=False, sort_keys=True).encode()
        sealed = seal(plain, keys=settings.BIHUAN_SEALING_KEYS, place=self._place)
        self.sealed_person = base64.b64encode(sealed).decode()

    @property
    def _place(self) -> str:
        return f"{self._meta.label_lower}:{self.key}"


class CaseEvent(Withdrawable):
    """Something that happened to a case, or is planned; ``kind`` is a word of its procedure."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=30)
    on = models.DateField()
    number = models.CharField(max_length=100, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = (models.Index(fields=["case", "on"], name="case_event_in_order"),)

    def __str__(self) -> str:
        return f"{self.kind}/{self.on}"


class CaseStop(Withdrawable):
    """The clock of a case stands from ``since`` to ``until``, both days not counted; open while it lasts."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="stops")
    kind = models.CharField(max_length=30)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=models.F("since")), name="case_stop_ends_after_start"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind}/{self.since}"


class CaseExtension(Withdrawable):
    """More days for a step, asked for by one person and approved by another."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="extensions")
    step = models.CharField(max_length=30)
    days = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=200)
    asked_by_key = models.UUIDField(null=True, blank=True)
    approved_on = models.DateField(null=True, blank=True)
    approved_by_key = models.UUIDField(null=True, blank=True)
    told_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(approved_by_key=None)
                | Q(asked_by_key=None)
                | ~Q(approved_by_key=models.F("asked_by_key")),
                name="extension_approved_by_another",
            ),
        )

    def __str__(self) -> str:
        return f"{self.step}/{self.days}"


def parts_of(case: Case) -> dict[str, list[Any]]:
    """Events, pauses and extensions that stand, each in order; prefetched ones cost no query."""
    rows = {name: list(getattr(case, name).all()) if case.pk else [] for name in PARTS}
    return {
        name: sorted((row for row in found if row.withdrawn_at is None), key=lambda row: row.pk)
        for name, found in rows.items()
    }
