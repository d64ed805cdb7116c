"""Take back what was entered in error of a person: it counts as if it had never been there."""

from __future__ import annotations

from django.utils import timezone

from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation

from .. import permissions
from ..models import BranchMembership, Person, Post, TeamSeat
from . import steps


@operation("organizations.post.take_back", may=permissions.can_change_people)
def take_back_post(*, person: Person, post: Post, actor: Actor, seen: int | None = None) -> Post:
    """Take back a post that was entered in error. The person still works in the unit."""
    return _taken_back(post, person, post.title)


@operation("organizations.branch.take_back", may=permissions.can_change_people)
def take_back_membership(
    *, person: Person, membership: BranchMembership, actor: Actor, seen: int | None = None
) -> BranchMembership:
    """Take back a membership that was entered in error."""
    return _taken_back(membership, person, str(membership.unit))


@operation("organizations.seat.take_back", may=permissions.can_change_people)
def take_back_seat(*, person: Person, seat: TeamSeat, actor: Actor, seen: int | None = None) -> TeamSeat:
    """Take back a seat that was entered in error."""
    return _taken_back(seat, person, f"{seat.unit}领导班子")


def _taken_back(row: steps.Row, person: Person, what: str) -> steps.Row:
    steps.require_present(person)
    steps.require_own(row, person)
    steps.require_told(row, what)
    row.withdrawn_at = timezone.now()
    row.save(update_fields=["withdrawn_at"])
    steps.touched(person)
    return row
