"""Activity: it happened on a day, with people, topics and papers."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from bihuan.domain.documents.models import StoredFile
from bihuan.domain.organizations.models import Person, ScopedModel
from bihuan.domain.organizations.withdrawing import Withdrawable

from ..enums import AttachmentKind, AttendanceState, Shape
from .record import Record


class Activity(Record):
    """Something held on a day.

    ``topics`` are lines of text; ``documents`` what was studied: ``{"title", "number", "issued_on"}`` each,
    the day as ISO text or empty. ``hours`` are class hours. What was held after a series has its
    ``series_key`` and the day that was planned. ``due_count`` and ``present_count`` say who was expected
    and who of them came; empty where attendance was not written down.
    """

    shape = Shape.ACTIVITY
    details = ("starts", "ends", "place", "host", "lecturer", "hours", "topics", "documents", "minutes")
    noted_by_digest: ClassVar[frozenset[str]] = frozenset({"minutes"})

    starts = models.TimeField(null=True, blank=True)
    ends = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=100, blank=True)
    host = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    lecturer = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    hours = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    topics = models.JSONField(default=list, blank=True)
    documents = models.JSONField(default=list, blank=True)
    minutes = models.TextField(blank=True)
    series_key = models.UUIDField(null=True, blank=True)
    planned_on = models.DateField(null=True, blank=True)
    due_count = models.PositiveIntegerField(null=True, blank=True)
    present_count = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        indexes = (models.Index(fields=["unit", "on"], name="activity_by_day"),)


class Attendance(ScopedModel):
    """Whether a person of the register took part; once for an activity, however often it counts.

    ``expected``: the person was one of those who should come; a guest was not.
    """

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="attendance")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=AttendanceState.choices)
    expected = models.BooleanField(default=True)
    reason = models.CharField(max_length=100, blank=True)
    made_up_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["activity", "person"], name="attends_once"),)
        indexes = (models.Index(fields=["person", "state"], name="attendance_of_person"),)

    def __str__(self) -> str:
        return f"{self.activity_id}/{self.person_id}"


class Attachment(Withdrawable):
    """What proves a record of any shape; never compulsory. ``file`` stands only with the kind that is one."""

    record_key = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=10, choices=AttachmentKind.choices)
    text = models.CharField(max_length=300)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind=AttachmentKind.FILE, file__isnull=False)
                | (~models.Q(kind=AttachmentKind.FILE) & models.Q(file=None)),
                name="file_has_its_kind",
            ),
        )

    def __str__(self) -> str:
        return self.text

    @property
    def address(self) -> str:
        """Where a link leads; nothing for what is none."""
        return self.text if self.kind == AttachmentKind.LINK else ""
