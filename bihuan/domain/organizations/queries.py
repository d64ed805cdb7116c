"""Units and people that an actor may see, and what holds of them today."""

from __future__ import annotations

from django.db.models import Q

from bihuan.domain.trail.actor import Actor

from .enums import UnitKind
from .models import Person, ScopedQuerySet, Unit, UnitQuerySet

#: How many levels of 下属单位, 内设机构, 支部 and 党小组 stand inside a 单位.
INNER_DEPTH = 4


def units_visible_to(actor: Actor) -> UnitQuerySet:
    """Units that the actor may see, and everything below, parents first."""
    return Unit.objects.within(actor.paths_for("units.read")).order_by("path")


def workplaces(actor: Actor, right: str) -> UnitQuerySet:
    """The standing 单位 and 下属单位 in which the actor holds the right itself, the highest first."""
    units = Unit.objects.standing().filter(path__in=actor.paths_for(right))
    return units.filter(kind__in=[UnitKind.ORGAN, UnitKind.SUBORDINATE]).order_by("path")


def own_units(actor: Actor, right: str) -> UnitQuerySet:
    """Where the actor holds the right and what stands inside that 单位: not the 单位 below it."""
    held, inside = actor.paths_for(right), Q()
    found = Q(path__in=held)
    for depth in range(INNER_DEPTH):
        inside &= ~Q(**{"__".join(["parent"] * depth + ["kind"]): UnitKind.ORGAN})
        found |= inside & Q(**{"__".join(["parent"] * (depth + 1) + ["path", "in"]): held})
    return Unit.objects.filter(found)


def tenant_of(unit: Unit) -> Unit:
    """The root that a unit stands under."""
    return unit if unit.parent_id is None else Unit.objects.get(path=unit.tenant_path)


def people_visible_to(actor: Actor) -> ScopedQuerySet:
    """People by pinyin, with the unit where they work now."""
    people = Person.objects.within(actor.paths_for("people.read")).filter(withdrawn_at=None)
    return people.select_related("unit", "department").order_by("pinyin", "pk")


def people_of(unit: Unit) -> ScopedQuerySet:
    """Who works in the unit or its 下属单位 now, by pinyin: nobody who left or was erased."""
    here = Q(unit=unit) | Q(unit__parent=unit, unit__kind=UnitKind.SUBORDINATE)
    present = Person.objects.filter(here, left_on=None, erased_at=None, withdrawn_at=None)
    return present.order_by("pinyin", "pk")


def team_of(unit: Unit) -> ScopedQuerySet:
    """The members of the unit's leadership team in its order; observers among them."""
    seated = people_of(unit).filter(seats__unit=unit, seats__until=None, seats__withdrawn_at=None)
    return seated.order_by("seats__position", "pinyin")


def departments_of(unit: Unit) -> UnitQuerySet:
    """Units below that can own work, in their order."""
    return (
        Unit.objects.within([unit.path])
        .standing()
        .filter(kind__in=[UnitKind.DEPARTMENT, UnitKind.SUBORDINATE])
        .exclude(pk=unit.pk)
        .order_by("position", "path")
    )
