"""What the register says of a person: where and what now, and before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bihuan.domain.organizations.finding import above_each
from bihuan.domain.organizations.models import BranchMembership, Dated, Person, Post, TeamSeat, Unit
from bihuan.domain.organizations.spans import Span
from bihuan.domain.trail.actor import Actor


@dataclass(frozen=True, slots=True)
class Held:
    """A post, membership or seat with its days in words; ``foreign``: in another unit than the person's."""

    row: Any
    days: str
    foreign: bool


@dataclass(frozen=True, slots=True)
class Section:
    """What a person holds of one kind, and held before, the newest first."""

    now: Sequence[Held]
    before: Sequence[Held]


@dataclass(frozen=True, slots=True)
class Facts:
    person: Person
    above: Sequence[Unit]
    posts: Section
    branches: Section
    seats: Section

    @property
    def gone(self) -> bool:
        return self.person.left_on is not None

    @property
    def erased(self) -> bool:
        return self.person.erased_at is not None


def facts_of(person: Person, actor: Actor) -> Facts:
    """Four queries, whatever the person holds."""
    sections = [
        _section(person, rows)
        for rows in (_posts(person), _of(BranchMembership, person), _of(TeamSeat, person))
    ]
    above = above_each([person.unit], actor)[person.unit_id]
    return Facts(person, [*above, person.unit], *sections)


def _posts(person: Person) -> list[Post]:
    return sorted(_of(Post, person), key=lambda post: not post.is_main)


def _of(model: type[Dated], person: Person) -> list[Any]:
    """The newest first: what ended last, then what began last; an unknown beginning is the oldest."""
    rows = model.objects.told().filter(person=person).select_related("unit")
    return sorted(rows, key=lambda row: (str(row.until or "~"), str(row.since or ""), row.pk), reverse=True)


def _section(person: Person, rows: Sequence[Any]) -> Section:
    own = {person.unit_id, person.department_id}
    held = [Held(row, str(Span(row.since, row.until)), row.unit_id not in own) for row in rows]
    now = [each for each in held if each.row.until is None]
    return Section(now, [each for each in held if each.row.until is not None])
