"""The register of people as a list: found, narrowed, sorted, by pages.

A page is found by the person before or after it, never by counting: its cost does not grow with the register.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from bihuan.domain.trail.actor import Actor

from .enums import WORKPLACES, UnitKind
from .fields import below
from .finding import people_matching
from .models import BranchMembership, Person, Post, TeamSeat, Unit

PAGE_SIZE = 50
#: Beyond this many the list only says that there are more.
COUNTED = 10_000
#: So few places of work are looked through one by one; of more, people are walked through in their order.
FEW_PLACES = 30
NAMES_OF_UNIT = ("unit__name", "unit__short_name")
SORTS = {"name": "pinyin", "number": "staff_number"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader asked for. ``unit`` means its people and those of everything below it."""

    words: str = ""
    unit: Unit | None = None
    gone: bool = False
    sort: str = "name"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """The people of a page, and whether there are some before and after them."""

    people: Sequence[Person]
    before: bool
    after: bool


def people_wanted(actor: Actor, wanted: Wanted) -> QuerySet[Person]:
    """Whom the actor may see and the reader asked for, in order; nobody who was erased or taken back."""
    paths = actor.paths_for("people.read")
    people = Person.objects.filter(
        people_within(paths) if wanted.unit is None else _of_unit(wanted.unit, paths),
        left_on__isnull=not wanted.gone,
        erased_at=None,
        withdrawn_at=None,
    )
    if wanted.words:
        people = people_matching(people, wanted.words)
    return people.order_by(*_order(wanted))


def page_of(
    people: QuerySet[Person], wanted: Wanted, *, before: UUID | None = None, after: UUID | None = None
) -> Page:
    """The page behind one person, or before another; the first one if neither is known."""
    edge = Person.objects.filter(key=after or before).first() if after or before else None
    if edge is None:
        rows = list(dressed(people)[: PAGE_SIZE + 1])
        return Page(rows[:PAGE_SIZE], before=False, after=len(rows) > PAGE_SIZE)
    if after:
        rows = list(dressed(people.filter(_beyond(edge, wanted, forwards=True)))[: PAGE_SIZE + 1])
        return Page(rows[:PAGE_SIZE], before=True, after=len(rows) > PAGE_SIZE)
    back = people.filter(_beyond(edge, wanted, forwards=False)).reverse()
    rows = list(dressed(back)[: PAGE_SIZE + 1])
    return Page(rows[:PAGE_SIZE][::-1], before=len(rows) > PAGE_SIZE, after=True)


def count_of(people: QuerySet[Person]) -> int:
    """How many there are, but never more than ``COUNTED`` and one."""
    return people.order_by()[: COUNTED + 1].count()


def dressed(people: QuerySet[Person]) -> QuerySet[Person]:
    """With what a line of the list shows, and no more: posts held today, the branch, seats in teams."""
    branches = BranchMembership.objects.open().select_related("unit").only("person", *NAMES_OF_UNIT)
    seats = TeamSeat.objects.open().select_related("unit").order_by("pk")
    posts = Post.objects.on().select_related("unit").order_by("-is_main", "pk")
    return people.select_related("unit", "department").prefetch_related(
        Prefetch("posts", queryset=posts.only("person", "title", *NAMES_OF_UNIT), to_attr="current_posts"),
        Prefetch("memberships", queryset=branches, to_attr="current_memberships"),
        Prefetch("seats", queryset=seats, to_attr="current_seats"),
    )


def people_within(paths: Sequence[str]) -> Q:
    """People of the units at the paths and below, asked so that an index gives them in their order.

    One query, two for paths below a root: what units there are must be known beforehand.
    """
    roots = [path for path in paths if path.count("/") == 2]
    inner = [path for path in paths if path not in roots]
    scope = Q(pk__in=())
    if roots:
        scope = Q(tenant__in=list(Unit.objects.filter(path__in=roots).values_list("pk", flat=True)))
    return scope | _within(inner) if inner else scope


def _within(paths: Sequence[str]) -> Q:
    places = Unit.objects.within(paths).filter(kind__in=WORKPLACES).values_list("pk", flat=True)
    few = list(places[: FEW_PLACES + 1])
    if len(few) <= FEW_PLACES:
        return Q(unit__in=few)
    tenants = Unit.objects.filter(path__in={"/".join(path.split("/")[:2]) + "/" for path in paths})
    return Q(tenant__in=list(tenants.values_list("pk", flat=True))) & below("unit__path", paths)


def _of_unit(unit: Unit, paths: Sequence[str]) -> Q:
    """Who belongs to a unit: works there or in it, is a member of the branch, holds a post there."""
    if not unit.path.startswith(tuple(paths)):
        return Q(pk__in=())
    if unit.kind in WORKPLACES:
        return people_within([unit.path])
    if unit.kind == UnitKind.DEPARTMENT:
        return Q(department=unit)
    members = BranchMembership.objects.open().filter(unit=unit).values("person")
    holders = Post.objects.on().within((unit.path,)).values("person")
    return Q(pk__in=members if unit.kind == UnitKind.BRANCH else holders) & people_within(paths)


def _order(wanted: Wanted) -> tuple[str, str]:
    sign = "-" if wanted.descending else ""
    return f"{sign}{SORTS[wanted.sort]}", f"{sign}pk"


def _beyond(edge: Person, wanted: Wanted, *, forwards: bool) -> Q:
    """Who stands behind (or before) somebody in the order of the list."""
    field = SORTS[wanted.sort]
    value, way = getattr(edge, field), "gt" if forwards != wanted.descending else "lt"
    further = Q(**{f"{field}__{way}": value}) | Q(**{field: value, f"pk__{way}": edge.pk})
    return Q(**{f"{field}__{way}e": value}) & further
