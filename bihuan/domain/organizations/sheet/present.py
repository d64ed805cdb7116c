"""What the register says of each person today: the one rendering behind export and comparison."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from ..enums import SeatKind
from ..models import BranchMembership, Person, Post, TeamSeat, Unit
from .places import Places

AT_A_TIME = 1_000


@dataclass(slots=True)
class Present:
    """A person with what holds of them now."""

    person: Person
    posts: list[Post] = field(default_factory=list)
    membership: BranchMembership | None = None
    seats: list[TeamSeat] = field(default_factory=list)
    was_in_a_branch: bool = False
    last_post_until: datetime.date | None = None

    @property
    def post(self) -> Post | None:
        """The main post."""
        return next((post for post in self.posts if post.is_main), None)

    @property
    def seat(self) -> TeamSeat | None:
        """The seat in the team of the unit where the person works."""
        return next((seat for seat in self.seats if seat.unit_id == self.person.unit_id), None)

    @property
    def home(self) -> Unit:
        return self.person.department or self.person.unit

    @property
    def open_rows(self) -> list[Any]:
        return [*self.posts, *([self.membership] if self.membership else []), *self.seats]

    def cells(self, places: Places) -> dict[str, str]:
        """What each column says."""
        post, seat = self.post, self.seat
        return {
            "staff_number": self.person.staff_number,
            "name": self.person.name,
            "unit": places.shown(self.home),
            "title": post.title if post else "",
            "since": shown_day(post.since) if post else "",
            "branch": places.shown(self.membership.unit) if self.membership else "",
            "order": str(seat.position) if seat else "",
            "seat": str(SeatKind(seat.kind).label) if seat else "",
            "portfolio": seat.portfolio if seat else "",
            "left": shown_day(self.person.left_on),
        }


def shown_day(day: datetime.date | None) -> str:
    return day.isoformat() if day else ""


def present_by_number(tenant: Unit, numbers: Iterable[str]) -> dict[str, Present]:
    """The people of a tenant with these staff numbers, in four queries a thousand."""
    found: dict[str, Present] = {}
    for some in _chunks(numbers):
        people = Person.objects.filter(tenant=tenant, withdrawn_at=None, staff_number__in=some)
        found |= {each.person.staff_number: each for each in _with_rows(people)}
    return found


def present_below(unit: Unit) -> list[Present]:
    """Who works at the unit or below it today, unit by unit, teams first."""
    people = Person.objects.within([unit.path]).filter(left_on=None, erased_at=None, withdrawn_at=None)
    everybody = _with_rows(people.order_by("unit__path", "pinyin", "pk"))
    return sorted(everybody, key=_place_in_list)


def _place_in_list(present: Present) -> tuple[str, int, str, str]:
    seat = present.seat
    return (
        present.person.unit.path,
        seat.position if seat else 99_999,
        present.home.path,
        present.person.pinyin,
    )


def _with_rows(people: Any) -> list[Present]:
    by_pk = {person.pk: Present(person) for person in people.select_related("unit", "department")}
    for some in _chunks(by_pk):
        _add_rows(by_pk, some)
    return list(by_pk.values())


def _add_rows(by_pk: dict[int, Present], some: list[int]) -> None:
    for post in Post.objects.told().filter(person__in=some).select_related("unit"):
        present = by_pk[post.person_id]
        if post.until is None:
            present.posts.append(post)
        elif post.is_main:
            present.last_post_until = max(present.last_post_until or post.until, post.until)
    for row in BranchMembership.objects.told().filter(person__in=some).select_related("unit"):
        by_pk[row.person_id].was_in_a_branch = True
        if row.until is None:
            by_pk[row.person_id].membership = row
    for seat in TeamSeat.objects.open().filter(person__in=some).select_related("unit"):
        by_pk[seat.person_id].seats.append(seat)


def padded_numbers(tenant: Unit, path: str) -> dict[str, str]:
    """The staff numbers that begin with 0, by what a spreadsheet makes of them, of the people at a path."""
    known = Person.objects.within([path]).filter(
        tenant=tenant, withdrawn_at=None, staff_number__startswith="0"
    )
    return {number.lstrip("0"): number for number in known.values_list("staff_number", flat=True)}


def principals_of(units: Iterable[int]) -> list[TeamSeat]:
    """Who is first in the teams of these units."""
    held = TeamSeat.objects.open().filter(kind=SeatKind.PRINCIPAL)
    chunks = (held.filter(unit__in=some).select_related("person", "unit") for some in _chunks(units))
    return [seat for chunk in chunks for seat in chunk]


def _chunks(values: Iterable[Any]) -> Iterator[list[Any]]:
    left = iter(values)
    while some := list(islice(left, AT_A_TIME)):
        yield some
