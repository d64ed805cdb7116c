"""Make, change, order, close and reopen units."""

from __future__ import annotations

import datetime
from itertools import pairwise

from django.db.models import Max
from django.utils import timezone

from bihuan.core.registry.unit_kinds import has_leading_body, kinds_below
from bihuan.core.text.names import clean_name
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation

from .. import permissions, pinyin
from ..closing import obstacles_of
from ..enums import LeadingBody, UnitKind
from ..finding import siblings_of
from ..models import Unit
from ..unit_failures import (
    AtTheEnd,
    BeforeFounding,
    ClosedBefore,
    ClosedInFuture,
    FoundedInFuture,
    KindNotBelow,
    NameTaken,
    NoLeadingBody,
    NotClosed,
    ParentClosed,
    RootStays,
    StillInUse,
    UnfitName,
)


@operation("organizations.unit.create", may=permissions.can_change_units)
def create_unit(
    *,
    parent: Unit | None,
    actor: Actor,
    kind: UnitKind,
    name: str,
    short_name: str = "",
    leading_body: LeadingBody | str = "",
    founded_on: datetime.date | None = None,
    position: int | None = None,
) -> Unit:
    """Add a unit below its parent, after its siblings; without a parent it is a tenant of its own.

    :raises KindNotBelow: if no unit of the kind stands below such a parent.
    :raises NoLeadingBody: if units of the kind have none.
    :raises UnfitName: if a character of a name cannot be kept.
    :raises NameTaken: if a sibling has the name.
    :raises FoundedInFuture: if the day of founding has not come.
    """
    kind = UnitKind(kind)
    if parent is not None and kind not in kinds_below(parent.kind):
        raise KindNotBelow(kind.label, str(parent))
    unit = Unit(parent=parent, kind=kind)
    unit.position = _last_position(parent) + 1 if position is None else position
    _describe(unit, name, short_name, leading_body, founded_on)
    unit.path = f"{parent.path if parent else '/'}{unit.key.hex[:8]}/"
    unit.save()
    return unit


@operation("organizations.unit.change", may=permissions.can_change_units)
def change_unit(
    *,
    unit: Unit,
    actor: Actor,
    seen: int,
    name: str,
    short_name: str = "",
    leading_body: LeadingBody | str = "",
    founded_on: datetime.date | None = None,
) -> Unit:
    """Change a unit's names, its leading body of the Party and its day of founding; the kind stays.

    :raises NoLeadingBody: if units of the kind have none.
    :raises UnfitName: if a character of a name cannot be kept.
    :raises NameTaken: if a sibling has the name.
    :raises FoundedInFuture: if the day of founding has not come.
    """
    _describe(unit, name, short_name, leading_body, founded_on)
    unit.save()
    return unit


@operation("organizations.unit.move", may=permissions.can_move)
def move_unit(*, unit: Unit, actor: Actor, seen: int, up: bool) -> Unit:
    """Let a unit change places with the standing sibling of its group before or after it.

    :raises AtTheEnd: if there is none.
    """
    siblings = list(siblings_of(unit).select_for_update())
    place = next((number for number, each in enumerate(siblings) if each.pk == unit.pk), 0)
    other = place + (-1 if up else 1)
    if unit.parent_id is None or not 0 <= other < len(siblings):
        raise AtTheEnd(str(unit), first=up)
    siblings[place], siblings[other] = siblings[other], siblings[place]
    _number(siblings, between=(place, other))
    return next(each for each in siblings if each.pk == unit.pk)


@operation("organizations.unit.close", may=permissions.can_close)
def close_unit(*, unit: Unit, actor: Actor, seen: int, closed_on: datetime.date) -> Unit:
    """Close a unit: what it holds can be read, nothing in it can be changed any more.

    :raises ClosedBefore: if it is closed.
    :raises RootStays: if it is the topmost unit.
    :raises ClosedInFuture: if the day has not come.
    :raises BeforeFounding: if the unit did not stand yet.
    :raises StillInUse: if something stands in the way.
    """
    if unit.closed_on is not None:
        raise ClosedBefore(str(unit), unit.closed_on)
    if unit.parent_id is None:
        raise RootStays(str(unit))
    if closed_on > timezone.localdate():
        raise ClosedInFuture
    if unit.founded_on and closed_on < unit.founded_on:
        raise BeforeFounding(str(unit), unit.founded_on)
    if obstacles := obstacles_of(unit):
        raise StillInUse(str(unit), obstacles)
    unit.closed_on = closed_on
    unit.save()
    return unit


@operation("organizations.unit.reopen", may=permissions.can_close)
def reopen_unit(*, unit: Unit, actor: Actor, seen: int) -> Unit:
    """Open a closed unit again.

    :raises NotClosed: if it is not closed.
    :raises ParentClosed: if the unit above it is.
    :raises NameTaken: if a sibling has its name by now.
    """
    if unit.closed_on is None:
        raise NotClosed(str(unit))
    if unit.parent and unit.parent.closed_on:
        raise ParentClosed(str(unit), str(unit.parent))
    _refuse_taken(unit)
    unit.closed_on = None
    unit.save()
    return unit


def name_unit(unit: Unit, name: str) -> None:
    """Give a unit its name, with the keys that it is found by.

    :raises UnfitName: if a character of it cannot be kept.
    """
    name = _cleaned(name)
    unit.name, unit.pinyin, unit.initials = name, pinyin.spelled(name)[:600], pinyin.initials(name)[:100]


def _describe(
    unit: Unit, name: str, short_name: str, leading_body: LeadingBody | str, founded_on: datetime.date | None
) -> None:
    name_unit(unit, name)
    unit.short_name = _cleaned(short_name) if short_name.strip() else ""
    if leading_body and not has_leading_body(unit.kind):
        raise NoLeadingBody(unit.get_kind_display())
    if founded_on and founded_on > timezone.localdate():
        raise FoundedInFuture
    unit.leading_body, unit.founded_on = leading_body, founded_on
    _refuse_taken(unit)


def _cleaned(name: str) -> str:
    try:
        return clean_name(name)
    except ValueError as fault:
        raise UnfitName(str(fault)) from None


def _refuse_taken(unit: Unit) -> None:
    """Two roots may have the same name: two tenants never meet."""
    same = Unit.objects.standing().filter(parent=unit.parent_id, name=unit.name).exclude(pk=unit.pk)
    if unit.parent_id is not None and same.exists():
        raise NameTaken(unit.name, str(unit.parent))


def _last_position(parent: Unit | None) -> int:
    if parent is None:
        return 0
    return parent.children.aggregate(last=Max("position"))["last"] or 0


def _number(siblings: list[Unit], *, between: tuple[int, int]) -> None:
    """Save the two that changed places; all of them where equal numbers left the order open."""
    numbers = [each.position for each in siblings]
    first, second = sorted(between)
    numbers[first], numbers[second] = numbers[second], numbers[first]
    if any(one >= other for one, other in pairwise(numbers)):
        numbers = list(range(1, len(siblings) + 1))
    for each, number in zip(siblings, numbers, strict=True):
        if each.position != number:
            each.position = number
            each.save(update_fields=["position"])
