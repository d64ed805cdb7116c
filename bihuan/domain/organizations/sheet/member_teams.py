"""What a row changes of the branch and the team seat of somebody whom the register knows."""

from __future__ import annotations

import datetime

from ..enums import SeatKind
from ..models import BranchMembership, TeamSeat, Unit
from .cells import NOTHING
from .member_reader import MemberReader
from .reader import plan_new_seat


def plan_branch(member: MemberReader) -> None:
    """Plan the branch: another one from today on, or none; one joined today is corrected."""
    said, membership = member.differs("branch"), member.present.membership
    if said is None or (membership and said == membership.unit) or (said is NOTHING and not membership):
        return
    member.change("branch", "" if said is NOTHING else member.places.shown(said))
    if membership and said is not NOTHING and membership.since and membership.since >= member.today:
        member.row.steps.sets.append((membership, {"unit": said}))
        return
    if membership:
        member.end(membership, member.today, "branch")
    if said is not NOTHING:
        since = member.today if member.present.was_in_a_branch else None
        member.row.steps.adds.append((BranchMembership, {"unit": said, "since": since}))


def plan_seat(member: MemberReader, workplace: Unit, moved_on: datetime.date | None) -> None:
    """Plan the seat: it stays behind where somebody moves, and begins anew in the other team."""
    seat = member.present.seat
    if seat and workplace != member.present.person.unit:
        member.end(seat, moved_on or member.today, "unit")
        plan_new_seat(member, workplace, since=moved_on or member.today)
    elif seat:
        _change_seat(member, seat)
    else:
        plan_new_seat(member, workplace, since=moved_on or member.today)


def _change_seat(member: MemberReader, seat: TeamSeat) -> None:
    order, kind, portfolio = member.differs("order"), member.differs("seat"), _portfolio(member)
    if order is NOTHING:
        member.end(seat, member.today, "order")
        member.change("order", "")
        return
    wanted = {"position": order, "kind": kind, "portfolio": portfolio}
    values = {
        name: value for name, value in wanted.items() if value is not None and value != getattr(seat, name)
    }
    if values:
        member.row.steps.sets.append((seat, values))
    if values.get("kind") == SeatKind.PRINCIPAL:
        member.row.team = seat.unit
    for name, code in (("position", "order"), ("kind", "seat"), ("portfolio", "portfolio")):
        if name in values:
            after = SeatKind(values[name]).label if name == "kind" else values[name]
            member.change(code, str(after))


def _portfolio(member: MemberReader) -> str | None:
    said = member.differs("portfolio")
    return "" if said is NOTHING else said
