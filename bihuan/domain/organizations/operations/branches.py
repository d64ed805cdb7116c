"""Branch membership: exactly one at a time, with its history."""

from __future__ import annotations

import datetime

from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation

from .. import permissions
from ..enums import UnitKind
from ..models import BranchMembership, Person, Unit
from ..person_failures import BranchHeld, NoBranch, NotABranch, SameBranch
from . import steps


@operation("organizations.branch.join", may=permissions.can_change_people)
def join_branch(
    *,
    person: Person,
    branch: Unit,
    actor: Actor,
    since: datetime.date | None = None,
    seen: int | None = None,
) -> BranchMembership:
    """Let a person belong to a branch.

    :raises BranchHeld: if the person belongs to one at that time.
    """
    steps.require_present(person)
    steps.require_open_to(person, branch, actor)
    membership = joined(person, branch, since=since)
    steps.touched(person)
    return membership


def joined(person: Person, branch: Unit, *, since: datetime.date | None) -> BranchMembership:
    """The shared step of everything that begins a membership."""
    if branch.kind != UnitKind.BRANCH:
        raise NotABranch(str(branch))
    steps.require_begun(since, "开始日期")
    return steps.saved(BranchMembership(unit=branch, person=person, since=since), require_alone)


@operation("organizations.branch.change", may=permissions.can_change_people)
def change_branch(
    *, person: Person, branch: Unit, actor: Actor, on: datetime.date, seen: int | None = None
) -> BranchMembership:
    """Let a person change to another branch on a day.

    :raises NoBranch: if the person belongs to none now.
    :raises SameBranch: if it is the branch of now.
    """
    steps.require_present(person)
    steps.require_open_to(person, branch, actor)
    held = person.memberships.open().select_related("unit").first()
    if held is None:
        raise NoBranch(person.name)
    if held.unit_id == branch.pk:
        raise SameBranch(person.name, str(branch))
    steps.ended(held, on, str(held.unit))
    membership = joined(person, branch, since=on)
    steps.touched(person)
    return membership


@operation("organizations.branch.leave", may=permissions.can_change_people)
def leave_branch(
    *,
    person: Person,
    membership: BranchMembership,
    actor: Actor,
    on: datetime.date,
    seen: int | None = None,
) -> BranchMembership:
    """Let a membership end without another one: the person's party records went elsewhere.

    :raises EndedBefore: if it has an end.
    """
    steps.require_present(person)
    steps.require_own(membership, person)
    steps.ended(membership, on, str(membership.unit))
    steps.touched(person)
    return membership


@operation("organizations.branch.reopen", may=permissions.can_change_people)
def reopen_membership(
    *, person: Person, membership: BranchMembership, actor: Actor, seen: int | None = None
) -> BranchMembership:
    """Take the end of a membership back.

    :raises BranchHeld: if the person has joined another branch since.
    """
    steps.require_present(person)
    steps.require_own(membership, person)
    steps.require_open_to(person, membership.unit, actor)
    steps.reopened(membership, str(membership.unit), require_alone)
    steps.touched(person)
    return membership


@operation("organizations.branch.correct", may=permissions.can_change_people)
def correct_membership(
    *,
    person: Person,
    membership: BranchMembership,
    actor: Actor,
    since: datetime.date | None,
    until: datetime.date | None = None,
    seen: int | None = None,
) -> BranchMembership:
    """Correct the days of a membership.

    :raises BranchHeld: if it would overlap with another.
    """
    steps.require_present(person)
    steps.require_own(membership, person)
    steps.redated(membership, since, until, str(membership.unit))
    steps.saved(membership, require_alone)
    steps.touched(person)
    return membership


def require_alone(membership: BranchMembership) -> None:
    """:raises BranchHeld: if the person belongs to another branch at that time."""
    others = BranchMembership.objects.told().filter(person=membership.person).select_related("unit")
    if other := steps.meeting(membership, others):
        raise BranchHeld(membership.person.name, str(other.unit), steps.span_of(other))
