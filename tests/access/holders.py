"""What people hold in every relation: a post, a branch, a seat in the team; ended ones in the own unit."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from bihuan.domain.organizations.enums import UnitKind
from bihuan.domain.organizations.models import Unit
from bihuan.domain.organizations.operations.branches import leave_branch
from bihuan.domain.organizations.operations.people import create_person
from bihuan.domain.organizations.operations.posts import end_post
from bihuan.domain.organizations.operations.teams import leave_seat
from bihuan.domain.organizations.operations.units import create_unit
from bihuan.domain.trail.actor import SYSTEM
from bihuan.domain.trail.recorded import RecordedModel

Rows = dict[tuple[str, str], RecordedModel]
BEGUN, ENDED = datetime.date(2025, 1, 1), datetime.date(2026, 1, 1)
#: So far behind that it is nobody else's place in the team.
LAST = 90


def rows(units: dict[str, Unit], marker: Callable[[str], str]) -> Rows:
    """One of each kind for every relation; the state only in the own unit."""
    found = {
        (kind, relation): row
        for relation, unit in units.items()
        for kind, row in _held(unit, marker(relation), f"{relation}-h").items()
    }
    ended = _ended(_held(units["own"], f"{marker('own')}离任", "closed-h"))
    return found | {(kind, "closed"): row for kind, row in ended.items()}


def _held(unit: Unit, name: str, number: str) -> dict[str, RecordedModel]:
    """Somebody with all of them. The branch is one of two, so that another can be changed to."""
    branch, _ = (
        create_unit(parent=unit, actor=SYSTEM, kind=UnitKind.BRANCH, name=f"{name}第{word}支部")
        for word in "一二"
    )
    person = create_person(
        unit=unit,
        actor=SYSTEM,
        staff_number=number,
        name=f"{name}任职人",
        post=f"{name}主任科员",
        branch=branch,
        team_order=LAST,
        since=BEGUN,
    )
    return {"post": person.posts.get(), "membership": person.memberships.get(), "seat": person.seats.get()}


def _ended(held: dict[str, RecordedModel]) -> dict[str, RecordedModel]:
    """The same, all laid down; the person is still here."""
    person = held["post"].person
    ways = {"post": end_post, "membership": leave_branch, "seat": leave_seat}
    return {
        kind: end(person=person, **{kind: held[kind]}, actor=SYSTEM, on=ENDED) for kind, end in ways.items()
    }
