"""The tree of units, and the people in it with their posts, branches and seats over time."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from bihuan.domain.trail.recorded import RecordedModel, RecordedQuerySet

from .enums import LeadingBody, SeatKind, UnitKind
from .fields import PathField, below
from .periods import STANDING, DatedQuerySet, ends_after_start


class UnitQuerySet(RecordedQuerySet):
    def within(self, paths: Iterable[str]) -> UnitQuerySet:
        """The units at the paths and below them."""
        return self.filter(below("path", paths))

    def standing(self) -> UnitQuerySet:
        return self.filter(closed_on=None)

    def existing(self, since: datetime.date, until: datetime.date) -> UnitQuerySet:
        """The units that stood on a day of the range; an unknown day of founding lies before it."""
        begun = Q(founded_on=None) | Q(founded_on__lt=until)
        return self.filter(begun, Q(closed_on=None) | Q(closed_on__gt=since))


class Unit(RecordedModel):
    """A node of the organisation. A root is a tenant: two tenants never meet.

    It stands from the day it was founded until before the day it was closed; a day of founding that nobody
    wrote down lies before everything.
    """

    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    path = PathField(max_length=255, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=UnitKind.choices)
    name = models.CharField(max_length=100)
    short_name = models.CharField(max_length=30, blank=True)
    pinyin = models.CharField(max_length=600, editable=False, default="")
    initials = models.CharField(max_length=100, editable=False, default="")
    leading_body = models.CharField(max_length=10, choices=LeadingBody.choices, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    founded_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(founded_on=None) | Q(closed_on=None) | Q(closed_on__gte=F("founded_on")),
                name="unit_closes_after_founding",
            ),
        )
        indexes = (models.Index(fields=["parent", "position"], name="unit_in_order"),)

    def __str__(self) -> str:
        return self.short_name or self.name

    def chain_key(self) -> UUID:
        return self.key

    def stood_in(self, since: datetime.date, until: datetime.date) -> bool:
        """Whether it stood on a day of the range."""
        begun = self.founded_on is None or self.founded_on < until
        return begun and (self.closed_on is None or self.closed_on > since)

    @property
    def unit_path(self) -> str:
        return self.path

    @property
    def tenant_path(self) -> str:
        """The path of the root that the unit stands under."""
        return "/".join(self.path.split("/")[:2]) + "/"


class ScopedQuerySet(RecordedQuerySet):
    def within(self, paths: Iterable[str]) -> ScopedQuerySet:
        """Rows of the units at the paths and below them: the one scope filter of every list."""
        return self.filter(below("unit__path", paths))


class ScopedModel(RecordedModel):
    """A row that belongs to a unit."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        abstract = True

    def chain_key(self) -> UUID:
        return self.unit.key

    @property
    def unit_path(self) -> str:
        return self.unit.path


class Person(ScopedModel):
    """One row per person and tenant. No identity number is stored.

    ``unit`` is the 单位 or 下属单位 where the person works now, ``department`` the 内设机构 in it; both
    follow the main post. ``tenant`` is the root that the staff number is unique in. ``withdrawn_at``: the row
    was entered in error and taken back; its staff number is free again.
    """

    tenant = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    department = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="staff"
    )
    staff_number = models.CharField(max_length=20)
    name = models.CharField(max_length=50)
    pinyin = models.CharField(max_length=200, editable=False)
    initials = models.CharField(max_length=20, editable=False)
    left_on = models.DateField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["tenant", "staff_number"],
                condition=Q(withdrawn_at=None),
                name="person_staff_number",
            ),
        )
        indexes = (
            models.Index(fields=["tenant", "pinyin", "id"], name="person_by_pinyin"),
            models.Index(fields=["unit", "pinyin", "id"], name="person_of_unit"),
            models.Index(
                fields=["tenant", "pinyin", "id", "name", "initials", "staff_number", "unit"],
                condition=Q(left_on=None, erased_at=None, withdrawn_at=None),
                name="person_at_a_glance",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def chain_key(self) -> UUID:
        return self.tenant.key


class Dated(ScopedModel):
    """What holds from one day until before another; an unknown first day is empty.

    A row that was taken back (``withdrawn_at``) never held. It stands in the chain of its person.
    """

    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True

    def chain_key(self) -> UUID:
        return self.person.chain_key()


class Post(Dated):
    """A post that a person holds in a unit; several at once are common, one of them is the main one."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField(max_length=50)
    is_main = models.BooleanField(default=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["person"], condition=STANDING & Q(is_main=True), name="one_main_post"
            ),
            ends_after_start("post_ends_after_start"),
        )
        indexes = (models.Index(fields=["person", "until"], name="post_of_person"),)

    def __str__(self) -> str:
        return self.title


class BranchMembership(Dated):
    """The branch (``unit``) that a person belongs to: exactly one at a time."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person"], condition=STANDING, name="one_branch_at_a_time"),
            ends_after_start("membership_ends_after_start"),
        )

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.person_id}"


class TeamSeat(Dated):
    """A seat in a unit's leadership team, in the order that every list and paper follows.

    ``portfolio`` says what the holder is in charge of (分管). A deputy who is no Party member sits in as an
    observer (列席).
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="seats")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=SeatKind.choices, default=SeatKind.MEMBER)
    portfolio = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["unit", "person"], condition=STANDING, name="one_seat_in_a_team"),
            models.UniqueConstraint(
                fields=["unit"], condition=STANDING & Q(kind="principal"), name="one_principal_in_a_team"
            ),
            ends_after_start("seat_ends_after_start"),
        )
        indexes = (models.Index(fields=["unit", "until", "position"], name="seat_in_order"),)

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.position}"
