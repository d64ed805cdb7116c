from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F

from bihuan.domain.trail.actor import Actor

from .enums import UnitKind
from .models import Person, ScopedQuerySet, Unit


def units_visible_to(actor: Actor) -> Iterable[Unit]:
    """Units where the actor holds a role, and everything below, parents first."""
    from_roots = Unit.objects.none()
    for path in actor.paths:
        from_roots = from_roots | Unit.objects.filter(path__startswith=path)
    return from_roots.order_by("path")


def home_unit(actor: Actor) -> Unit | None:
    """The highest unit where the actor holds a role."""
    return units_visible_to(actor).filter(kind__in=[UnitKind.ORGAN, UnitKind.SUBORDINATE]).first()


def people_visible_to(actor: Actor) -> ScopedQuerySet:
    """People, the leadership team first in its order, then by pinyin."""
    return (
        Person.objects.within(actor.paths)
        .select_related("department")
        .order_by(F("team_order").asc(nulls_last=True), "pinyin")
    )


def departments_of(unit: Unit) -> Iterable[Unit]:
    """Units below that can own work, in their order."""
    return (
        Unit.objects.filter(path__startswith=unit.path, kind__in=[UnitKind.DEPARTMENT, UnitKind.SUBORDINATE])
        .exclude(pk=unit.pk)
        .order_by("position", "path")
    )
