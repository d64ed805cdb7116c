"""The tree of units and the people in it."""

from __future__ import annotations

from uuid import UUID

from django.db import models
from django.db.models import Q

from bihuan.domain.trail.recorded import RecordedModel, RecordedQuerySet

from .enums import UnitKind
from .fields import PathField


class Unit(RecordedModel):
    """A node of the organisation. A root is a tenant: two tenants never meet."""

    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    path = PathField(max_length=255, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=UnitKind.choices)
    name = models.CharField(max_length=100)
    short_name = models.CharField(max_length=30, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return self.short_name or self.name

    def chain_key(self) -> UUID:
        return self.key

    @property
    def unit_path(self) -> str:
        return self.path


class ScopedQuerySet(RecordedQuerySet):
    def within(self, paths: tuple[str, ...]) -> ScopedQuerySet:
        """Rows of the units at the paths and below them: the one scope filter of every list."""
        scope = Q(pk__in=())
        for path in paths:
            scope |= Q(unit__path__startswith=path)
        return self.filter(scope)


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
    """One row per person and tenant (``unit`` is the tenant). No identity number is stored."""

    staff_number = models.CharField(max_length=20)
    name = models.CharField(max_length=50)
    pinyin = models.CharField(max_length=200, editable=False)
    initials = models.CharField(max_length=20, editable=False)
    post = models.CharField(max_length=50, blank=True)
    department = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="staff"
    )
    branch = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="members")
    team_order = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["unit", "staff_number"], name="person_staff_number"),)
        indexes = (models.Index(fields=["unit", "pinyin"], name="person_by_pinyin"),)

    def __str__(self) -> str:
        return self.name
