"""The register of people: who comes, who is called what, who leaves and returns."""

from __future__ import annotations

import datetime

from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation

from .. import leaving, moving, permissions, pinyin
from ..enums import WORKPLACES, SeatKind
from ..models import BranchMembership, Dated, Person, Post, TeamSeat, Unit
from ..person_failures import (
    BackBeforeLeaving,
    DepartmentElsewhere,
    NoPlaceOfWork,
    NotLeft,
    OtherTree,
    PersonErased,
    StaffNumberTaken,
    StillAnswering,
)
from ..queries import tenant_of
from . import steps
from .branches import joined
from .posts import started
from .teams import seated


@operation("organizations.person.create", may=permissions.can_change_people)
def create_person(
    *,
    unit: Unit,
    actor: Actor,
    staff_number: str,
    name: str,
    department: Unit | None = None,
    post: str = "",
    branch: Unit | None = None,
    team_order: int | None = None,
    seat: SeatKind = SeatKind.MEMBER,
    portfolio: str = "",
    since: datetime.date | None = None,
) -> Person:
    """Add a person to a unit's register, with the main post, the branch and the seat in the team, if any.

    :raises StaffNumberTaken: if somebody of the tenant has the number.
    :raises NoPlaceOfWork: if people do not work in a unit of this kind.
    """
    person = registered(unit, actor, staff_number=staff_number, name=name, department=department)
    if post:
        started(person, department or unit, title=post, since=since)
    if branch is not None:
        if branch.tenant_path != unit.tenant_path:
            raise OtherTree(str(branch))
        joined(person, branch, since=since)
    if team_order is not None:
        seated(person, unit, position=team_order, kind=seat, portfolio=portfolio, since=since)
    return person


def registered(
    unit: Unit, actor: Actor, *, staff_number: str, name: str, department: Unit | None = None
) -> Person:
    """The shared step of everything that adds a person."""
    if unit.kind not in WORKPLACES:
        raise NoPlaceOfWork(str(unit))
    if department is not None and steps.workplace_of(department)[0] != unit:
        raise DepartmentElsewhere(str(department), str(unit))
    person = Person(unit=unit, tenant=tenant_of(unit), department=department)
    person.staff_number = steps.cleaned_number(staff_number)
    name_person(person, name)
    return steps.saved(person, lambda row: require_own_number(row, actor))


@operation("organizations.person.change", may=permissions.can_change_people)
def change_person(
    *, person: Person, actor: Actor, name: str, staff_number: str, seen: int | None = None
) -> Person:
    """Change a person's name or staff number.

    :raises StaffNumberTaken: if somebody else of the tenant has the number.
    """
    steps.require_told(person, person.name)
    if person.erased_at is not None:
        raise PersonErased
    person.staff_number = steps.cleaned_number(staff_number)
    name_person(person, name)
    return steps.saved(person, lambda row: require_own_number(row, actor))


@operation("organizations.person.leave", may=permissions.can_change_people)
def leave(*, person: Person, actor: Actor, on: datetime.date, seen: int | None = None) -> Person:
    """Let a person leave on a day: posts, branch and seats end, the account shuts itself.

    :raises StillAnswering: if something must be handed on first.
    :raises EndsBeforeStart: if something that the person holds began on that day or later.
    """
    steps.require_present(person)
    steps.require_begun(on, "离开日期")
    if obstacles := leaving.obstacles_of(person):
        raise StillAnswering(person.name, obstacles)
    for row, what in held_by(person):
        steps.ended(row, on, what)
    person.left_on = on
    person.save()
    moving.run(moving.Moved(person, person.unit, None, actor))
    return person


@operation("organizations.person.return", may=permissions.can_change_people)
def return_person(
    *,
    person: Person,
    unit: Unit,
    actor: Actor,
    title: str,
    on: datetime.date,
    seen: int | None = None,
) -> Person:
    """Let a person who left come back on a day, to a main post.

    :raises NotLeft: if the person is here.
    :raises BackBeforeLeaving: if the day is before the one of leaving.
    """
    steps.require_told(person, person.name)
    if person.erased_at is not None:
        raise PersonErased
    if person.left_on is None:
        raise NotLeft(person.name)
    steps.require_open_to(person, unit, actor)
    if on < person.left_on:
        raise BackBeforeLeaving(person.name, person.left_on)
    person.left_on = None
    started(person, unit, title=title, since=on)
    person.unit, person.department = steps.workplace_of(unit)
    person.save()
    return person


def held_by(person: Person) -> list[tuple[Dated, str]]:
    """Everything that the person holds now, with what it is called."""
    posts = Post.objects.open().filter(person=person).order_by("pk")
    branches = BranchMembership.objects.open().filter(person=person).select_related("unit")
    seats = TeamSeat.objects.open().filter(person=person).select_related("unit").order_by("pk")
    return [
        *((post, post.title) for post in posts),
        *((membership, str(membership.unit)) for membership in branches),
        *((seat, f"{seat.unit}领导班子") for seat in seats),
    ]


def name_person(person: Person, name: str) -> None:
    """Give a person a name, with the keys that lists sort and find by."""
    person.name = steps.cleaned(name, most=50)
    person.pinyin = pinyin.spelled(person.name)[:200]
    person.initials = pinyin.initials(person.name)[:20]


def require_own_number(person: Person, actor: Actor) -> None:
    """:raises StaffNumberTaken: naming the holder to whoever may see them."""
    numbered = Person.objects.filter(tenant=person.tenant, staff_number=person.staff_number)
    holder = numbered.filter(withdrawn_at=None).exclude(pk=person.pk).select_related("unit").first()
    if holder is None:
        return
    seen = actor.may("people.read", at=holder.unit.path)
    left = "，已离开" if holder.left_on else ""
    said = f"{holder.name}（{holder.unit}{left}）" if seen else "别的单位的一位人员"
    raise StaffNumberTaken(person.staff_number, said)
