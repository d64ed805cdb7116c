from __future__ import annotations

import datetime

from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation

from .. import permissions, pinyin
from ..enums import SeatKind
from ..models import BranchMembership, Person, Post, TeamSeat, Unit
from ..queries import tenant_of


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
    """Add a person to a unit's register, with the main post, the branch and the seat in the team, if any."""
    person = Person(unit=unit, tenant=tenant_of(unit), department=department, staff_number=staff_number)
    name_person(person, name)
    person.save()
    if post:
        Post(unit=department or unit, person=person, title=post, since=since).save()
    if branch is not None:
        BranchMembership(unit=branch, person=person, since=since).save()
    if team_order is not None:
        TeamSeat(
            unit=unit, person=person, position=team_order, kind=seat, portfolio=portfolio, since=since
        ).save()
    return person


def name_person(person: Person, name: str) -> None:
    """Give a person a name, with the keys that lists sort and find by."""
    person.name, person.pinyin = name, pinyin.spelled(name)[:200]
    person.initials = pinyin.initials(name)[:20]
