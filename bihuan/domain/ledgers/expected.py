"""Who should come to an activity: the people of the branch or of the leadership on that very day."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from bihuan.core.registry.mechanisms import Mechanism
from bihuan.domain.organizations.enums import SeatKind, UnitKind
from bihuan.domain.organizations.models import BranchMembership, Person, TeamSeat, Unit

from .enums import AttendanceState
from .models import Activity, Attendance

#: Bodies of the Party whose people are the leadership of the unit that they stand in.
LEADING = (UnitKind.PARTY_GROUP, UnitKind.PARTY_COMMITTEE)
#: The part of a mechanism to whose activities everybody on the list should come.
ROSTER = "roster"


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody who stands on the list of an activity; ``due``: should come."""

    person: Person
    due: bool


def invited(unit: Unit, on: datetime.date, counts_in: Iterable[Mechanism]) -> list[Invited]:
    """The list of an activity of the unit on that day: a branch's members, a group's, the leadership.

    Where no mechanism expects everybody, such as a talk between two, nobody on it is due.
    """
    calling = [each for each in counts_in if ROSTER in each.switched_on]
    if unit.kind == UnitKind.BRANCH:
        return [Invited(person, due=bool(calling)) for person in members(unit, on)]
    if unit.kind == UnitKind.BRANCH_GROUP:
        return _of_group(unit, on, calls=bool(calling))
    leading = any(set(each.binds) & set(LEADING) for each in calling)
    return [Invited(seat.person, leading and seat.kind != SeatKind.OBSERVER) for seat in _seats(unit, on)]


def members(branch: Unit, on: datetime.date) -> list[Person]:
    """Whoever belonged to the branch on that day, once each, by name."""
    held = BranchMembership.objects.on(on).filter(unit=branch)
    people = Person.objects.filter(pk__in=held.values("person"), erased_at=None, withdrawn_at=None)
    return list(people.order_by("pinyin", "pk"))


class Lists:
    """Who was due at many activities: the memberships of their branches are read once."""

    def __init__(self, activities: Iterable[Activity], counts_in: Iterable[Mechanism]) -> None:
        self._counts_in = list(counts_in)
        self._calls = any(ROSTER in each.switched_on for each in self._counts_in)
        branches = {each.unit_id for each in activities if each.unit.kind == UnitKind.BRANCH}
        held = BranchMembership.objects.told().filter(unit__in=branches)
        self._held: dict[int, list[BranchMembership]] = defaultdict(list)
        for membership in held:
            self._held[membership.unit_id].append(membership)
        self._due: dict[int, set[int]] = {}

    def due(self, activity: Activity) -> set[int]:
        """The numbers of the people who should have come."""
        if activity.pk not in self._due:
            self._due[activity.pk] = self._looked_up(activity)
        return self._due[activity.pk]

    def _looked_up(self, activity: Activity) -> set[int]:
        if activity.unit.kind == UnitKind.BRANCH:
            held = self._held[activity.unit_id] if self._calls else ()
            return {each.person_id for each in held if _holds(each, activity.on)}
        listed = invited(activity.unit, activity.on, self._counts_in)
        return {each.person.pk for each in listed if each.due}


def _holds(membership: BranchMembership, on: datetime.date) -> bool:
    begun = membership.since is None or membership.since <= on
    return begun and (membership.until is None or membership.until > on)


def _of_group(group: Unit, on: datetime.date, *, calls: bool) -> list[Invited]:
    """The branch's members on that day; those of the group are known from its last list."""
    last = Activity.objects.filter(unit=group, on__lte=on, withdrawn_at=None).exclude(due_count=None)
    latest = last.order_by("-on", "-pk").first()
    rows = Attendance.objects.filter(activity=latest, expected=True) if latest else Attendance.objects.none()
    known = set(rows.values_list("person", flat=True))
    return [Invited(person, calls and person.pk in known) for person in members(group.parent, on)]


def _seats(unit: Unit, on: datetime.date) -> list[TeamSeat]:
    """The leadership on that day, each person once, in the order of the team."""
    home = unit.parent if unit.kind in LEADING and unit.parent else unit
    found: dict[int, TeamSeat] = {}
    seats = TeamSeat.objects.on(on).filter(unit=home, person__erased_at=None)
    for seat in seats.select_related("person").order_by("position", "pk"):
        found.setdefault(seat.person_id, seat)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many should have come, and what became of them; ``guests`` were not due."""

    due: int
    present: int
    made_up: int
    leave: int
    absent: int
    guests: int

    @property
    def share(self) -> int | None:
        """The percentage of those due who came, whole and not rounded up; empty if nobody was due."""
        return 100 * self.present // self.due if self.due else None


def turnout(rows: Iterable[Attendance]) -> Turnout:
    due = [row for row in rows if row.expected and row.state != AttendanceState.NOT_DUE]
    guests = [row for row in rows if not row.expected and row.state == AttendanceState.PRESENT]

    def many(state: str) -> int:
        return sum(row.state == state for row in due)

    return Turnout(
        due=len(due),
        present=many(AttendanceState.PRESENT),
        made_up=many(AttendanceState.MADE_UP),
        leave=many(AttendanceState.LEAVE),
        absent=many(AttendanceState.ABSENT),
        guests=len(guests),
    )
