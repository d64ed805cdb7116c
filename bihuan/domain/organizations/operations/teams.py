"""Seats in a unit's leadership team, and their order."""

from __future__ import annotations

import datetime

from django.db.models import Max

from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation

from .. import permissions
from ..enums import WORKPLACES, SeatKind
from ..models import Person, TeamSeat, Unit
from ..person_failures import NoPlaceOfWork, NotOfTheUnit, PrincipalTaken, SeatHeld, TeamChanged
from ..queries import people_of
from . import steps


@operation("organizations.seat.take", may=permissions.can_change_people)
def take_seat(
    *,
    person: Person,
    unit: Unit,
    actor: Actor,
    kind: SeatKind = SeatKind.MEMBER,
    portfolio: str = "",
    since: datetime.date | None = None,
    seen: int | None = None,
) -> TeamSeat:
    """Give a person a seat in a unit's team: the first one to the principal, else the last one.

    :raises NotOfTheUnit: if the person does not work in the unit.
    :raises SeatHeld: if the person has a seat there at that time.
    :raises PrincipalTaken: if somebody else is the principal at that time.
    """
    steps.require_present(person)
    steps.require_open_to(person, unit, actor)
    if not people_of(unit).filter(pk=person.pk).exists():
        raise NotOfTheUnit(person.name, str(unit))
    seat = seated(person, unit, position=_next(unit, kind), kind=kind, portfolio=portfolio, since=since)
    steps.touched(person)
    return seat


def seated(
    person: Person,
    unit: Unit,
    *,
    position: int,
    kind: SeatKind,
    portfolio: str,
    since: datetime.date | None,
) -> TeamSeat:
    """The shared step of everything that gives a seat."""
    if unit.kind not in WORKPLACES:
        raise NoPlaceOfWork(str(unit))
    steps.require_begun(since, "开始日期")
    seat = TeamSeat(
        unit=unit, person=person, position=position, kind=kind, portfolio=_portfolio(portfolio), since=since
    )
    return steps.saved(seat, require_free)


@operation("organizations.seat.change", may=permissions.can_change_people)
def change_seat(
    *,
    person: Person,
    seat: TeamSeat,
    actor: Actor,
    kind: SeatKind,
    portfolio: str = "",
    since: datetime.date | None = None,
    until: datetime.date | None = None,
    seen: int | None = None,
) -> TeamSeat:
    """Change how a person sits in the team, what the person is in charge of, and the days of it.

    :raises PrincipalTaken: if somebody else is the principal at that time.
    """
    steps.require_present(person)
    steps.require_own(seat, person)
    steps.redated(seat, since, until, f"{seat.unit}领导班子")
    seat.kind, seat.portfolio = kind, _portfolio(portfolio)
    steps.saved(seat, require_free)
    steps.touched(person)
    return seat


@operation("organizations.seat.leave", may=permissions.can_change_people)
def leave_seat(
    *, person: Person, seat: TeamSeat, actor: Actor, on: datetime.date, seen: int | None = None
) -> TeamSeat:
    """Let a person leave the team on a day.

    :raises EndedBefore: if the seat has an end.
    """
    steps.require_present(person)
    steps.require_own(seat, person)
    steps.ended(seat, on, f"{seat.unit}领导班子")
    steps.touched(person)
    return seat


@operation("organizations.seat.reopen", may=permissions.can_change_people)
def reopen_seat(*, person: Person, seat: TeamSeat, actor: Actor, seen: int | None = None) -> TeamSeat:
    """Take the end of a seat back.

    :raises PrincipalTaken: if somebody else has become the principal since.
    :raises NotOfTheUnit: if the person no longer works in the unit.
    """
    steps.require_present(person)
    steps.require_own(seat, person)
    if not people_of(seat.unit).filter(pk=person.pk).exists():
        raise NotOfTheUnit(person.name, str(seat.unit))
    steps.reopened(seat, f"{seat.unit}领导班子", require_free)
    steps.touched(person)
    return seat


@operation("organizations.team.reorder", may=permissions.can_change_people)
def reorder_team(*, unit: Unit, actor: Actor, seats: list[TeamSeat], shown: list[TeamSeat]) -> None:
    """Put the team of a unit into another order; ``shown`` is the order that the user saw.

    :raises TeamChanged: if the team or its order is another one by now.
    """
    now = list(TeamSeat.objects.open().filter(unit=unit).order_by("position", "pk"))
    if [seat.pk for seat in now] != [seat.pk for seat in shown]:
        raise TeamChanged(str(unit))
    if sorted(seat.pk for seat in seats) != sorted(seat.pk for seat in now):
        raise TeamChanged(str(unit))
    for position, seat in enumerate(seats, start=1):
        if seat.position != position:
            seat.position = position
            seat.save(update_fields=["position"])


def require_free(seat: TeamSeat) -> None:
    """:raises SeatHeld, PrincipalTaken: if it would be a second seat, or a second principal."""
    others = TeamSeat.objects.told().filter(unit=seat.unit).select_related("person")
    if other := steps.meeting(seat, others.filter(person=seat.person)):
        raise SeatHeld(seat.person.name, str(seat.unit), steps.span_of(other))
    principals = others.filter(kind=SeatKind.PRINCIPAL)
    if seat.kind == SeatKind.PRINCIPAL and (other := steps.meeting(seat, principals)):
        raise PrincipalTaken(str(seat.unit), other.person.name, steps.span_of(other))


def _next(unit: Unit, kind: SeatKind) -> int:
    if kind == SeatKind.PRINCIPAL:
        return 0
    last = TeamSeat.objects.open().filter(unit=unit).aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


def _portfolio(text: str) -> str:
    return steps.cleaned(text, most=200) if text.strip() else ""
