"""Units and people found: units level by level, both by a part of the name, its pinyin or initials."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, Count, IntegerField, Q, Value, When
from django.db.models.functions import Replace

from bihuan.domain.trail.actor import Actor

from .enums import UnitKind
from .fields import ancestors
from .models import BranchMembership, Person, ScopedQuerySet, Unit, UnitQuerySet
from .queries import units_visible_to

#: Bodies of the Party stand after the offices of a unit, each group in an order of its own.
PARTY_BODIES = (UnitKind.PARTY_GROUP, UnitKind.PARTY_COMMITTEE, UnitKind.BRANCH, UnitKind.BRANCH_GROUP)
SORTS = {"order": ("group", "position", "pk"), "name": ("pinyin", "pk"), "-name": ("-pinyin", "-pk")}


@dataclass(frozen=True, slots=True)
class Counts:
    """How many units stand directly below a unit, and how many people belong to it; None: not to be told."""

    below: int
    people: int | None


def tops_of(actor: Actor) -> UnitQuerySet:
    """Where the actor's view begins: units that no other visible unit stands above."""
    paths = actor.paths_for("units.read")
    return Unit.objects.filter(path__in=[path for path in paths if not set(ancestors(path)) & set(paths)])


def level(units: UnitQuerySet, *, sort: str = "order", closed: bool = False) -> UnitQuerySet:
    """The units in the order asked for, the closed ones only if wanted."""
    units = units if closed else units.standing()
    group = Case(When(kind__in=PARTY_BODIES, then=Value(1)), default=Value(0), output_field=IntegerField())
    return units.alias(group=group).order_by(*SORTS.get(sort, SORTS["order"]))


def siblings_of(unit: Unit) -> UnitQuerySet:
    """The standing units of the same group beside a unit, itself among them, in their order."""
    beside = Unit.objects.standing().filter(parent=unit.parent_id).order_by("position", "pk")
    party = Q(kind__in=PARTY_BODIES)
    return beside.filter(party if unit.kind in PARTY_BODIES else ~party)


def units_matching(units: UnitQuerySet, words: str) -> UnitQuerySet:
    """Units whose name or short name has the words in it, or whose pinyin or initials have the letters."""
    joined = words.lower().replace(" ", "")
    named = Q(name__icontains=words) | Q(short_name__icontains=words)
    if not joined.isascii():
        return units.filter(named | Q(name__contains=joined))
    squeezed = Replace("pinyin", Value(" "), Value(""))
    return units.alias(squeezed=squeezed).filter(
        named | Q(squeezed__contains=joined) | Q(initials__contains=joined)
    )


def people_matching(people: ScopedQuerySet, words: str) -> ScopedQuerySet:
    """People by a part of the name, the beginning of its pinyin or initials, or of the staff number."""
    joined = words.lower().replace(" ", "")
    if not joined.isascii():
        return people.filter(name__contains=joined)
    squeezed = Replace("pinyin", Value(" "), Value(""))
    letters = Q(squeezed__startswith=joined) | Q(initials__startswith=joined)
    return people.alias(squeezed=squeezed).filter(
        letters | Q(staff_number__startswith=words) | Q(name__icontains=words)
    )


def counts_of(units: Iterable[Unit], actor: Actor) -> dict[int, Counts]:
    """The counts of each unit by its number: four queries, however many units."""
    units = list(units)
    numbers = [unit.pk for unit in units]
    below = _counted(Unit.objects.standing().filter(parent__in=numbers), "parent")
    people = Counter()
    if actor.paths_for("people.read"):
        present = Person.objects.filter(left_on=None, erased_at=None, withdrawn_at=None)
        members = BranchMembership.objects.open().filter(unit__in=numbers)
        people.update(_counted(present.filter(unit__in=numbers), "unit"))
        people.update(_counted(present.filter(department__in=numbers), "department"))
        people.update(_counted(members, "unit"))
    return {
        unit.pk: Counts(below[unit.pk], people[unit.pk] if actor.may("people.read", at=unit.path) else None)
        for unit in units
    }


def above_each(units: Iterable[Unit], actor: Actor) -> dict[int, list[Unit]]:
    """For each unit the visible ones above it, the topmost first: one query."""
    units = list(units)
    wanted = {path for unit in units for path in ancestors(unit.path)}
    visible = {unit.path: unit for unit in units_visible_to(actor).filter(path__in=wanted)}
    return {unit.pk: [visible[path] for path in ancestors(unit.path) if path in visible] for unit in units}


def _counted(rows: object, field: str) -> Counter[int]:
    return Counter(dict(rows.order_by().values_list(field).annotate(count=Count("pk"))))
