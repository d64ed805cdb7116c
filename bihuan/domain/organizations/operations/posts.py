"""Posts: take one up, lay it down, correct it, move to another unit."""

from __future__ import annotations

import datetime

from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation

from .. import permissions
from ..models import Person, Post, TeamSeat, Unit
from ..person_failures import MainPostHeld, PostHeld
from . import steps


@operation("organizations.post.start", may=permissions.can_change_people)
def start_post(
    *,
    person: Person,
    unit: Unit,
    actor: Actor,
    title: str,
    since: datetime.date | None = None,
    is_main: bool = True,
    seen: int | None = None,
) -> Post:
    """Let a person hold a post in a unit; several at once are common, one is the main one.

    :raises MainPostHeld: if there is another main post at that time.
    :raises PostHeld: if the person holds just this post there.
    """
    steps.require_present(person)
    steps.require_open_to(person, unit, actor)
    post = started(person, unit, title=title, since=since, is_main=is_main)
    if is_main:
        steps.placed(person, unit, actor)
    steps.touched(person)
    return post


def started(
    person: Person, unit: Unit, *, title: str, since: datetime.date | None, is_main: bool = True
) -> Post:
    """The shared step of everything that begins a post."""
    steps.require_begun(since, "开始日期")
    post = Post(unit=unit, person=person, title=steps.cleaned(title, most=50), since=since, is_main=is_main)
    return steps.saved(post, require_fitting)


@operation("organizations.post.end", may=permissions.can_change_people)
def end_post(*, person: Person, post: Post, actor: Actor, on: datetime.date, seen: int | None = None) -> Post:
    """Let a post end: from that day on it is no longer held. The person still works in the unit.

    :raises EndedBefore: if it has an end.
    """
    steps.require_present(person)
    steps.require_own(post, person)
    steps.ended(post, on, post.title)
    steps.touched(person)
    return post


@operation("organizations.post.reopen", may=permissions.can_change_people)
def reopen_post(*, person: Person, post: Post, actor: Actor, seen: int | None = None) -> Post:
    """Take the end of a post back.

    :raises MainPostHeld: if another main post has begun since.
    """
    steps.require_present(person)
    steps.require_own(post, person)
    steps.require_open_to(person, post.unit, actor)
    steps.reopened(post, post.title, require_fitting)
    if post.is_main:
        steps.placed(person, post.unit, actor)
    steps.touched(person)
    return post


@operation("organizations.post.correct", may=permissions.can_change_people)
def correct_post(
    *,
    person: Person,
    post: Post,
    actor: Actor,
    title: str,
    since: datetime.date | None,
    until: datetime.date | None = None,
    is_main: bool = True,
    seen: int | None = None,
) -> Post:
    """Correct what was registered wrongly of a post: its title, its days, whether it is the main one.

    :raises StillOpen: if an end is given to a post that is held.
    :raises MainPostHeld: if it would be a second main post at that time.
    """
    steps.require_present(person)
    steps.require_own(post, person)
    post.title, post.is_main = steps.cleaned(title, most=50), is_main
    steps.redated(post, since, until, post.title)
    if is_main and post.until is None:
        steps.require_open_to(person, post.unit, actor)
        steps.saved(post, require_fitting)
        steps.placed(person, post.unit, actor)
    else:
        steps.saved(post, require_fitting)
    steps.touched(person)
    return post


@operation("organizations.person.transfer", may=permissions.can_change_people)
def transfer_person(
    *, person: Person, unit: Unit, actor: Actor, title: str, on: datetime.date, seen: int | None = None
) -> Post:
    """Move a person: the main post ends on that day, another begins in another unit or department.

    The seat in the team of a unit that is left ends with it; the branch stays.

    :raises PostHeld: if the person holds just this post there.
    :raises OutOfReach: if the actor does not keep the register of the other unit.
    """
    steps.require_present(person)
    steps.require_open_to(person, unit, actor)
    steps.require_begun(on, "调动日期")
    title = steps.cleaned(title, most=50)
    held = person.posts.open().filter(is_main=True).first()
    if held is not None and (held.unit_id, held.title) == (unit.pk, title):
        raise PostHeld(person.name, title, str(unit))
    if held is not None:
        steps.ended(held, on, held.title)
    post = started(person, unit, title=title, since=on)
    left = person.unit
    steps.placed(person, unit, actor)
    if person.unit != left:
        for seat in TeamSeat.objects.open().filter(person=person, unit=left):
            steps.ended(seat, on, f"{left}领导班子")
    steps.touched(person)
    return post


def require_fitting(post: Post) -> None:
    """:raises MainPostHeld, PostHeld: if the person has another such post at that time."""
    others = Post.objects.told().filter(person=post.person).select_related("unit")
    if post.is_main and (other := steps.meeting(post, others.filter(is_main=True))):
        raise MainPostHeld(post.person.name, other.title, steps.span_of(other))
    if other := steps.meeting(post, others.filter(unit=post.unit, title=post.title)):
        raise PostHeld(post.person.name, post.title, str(other.unit))
