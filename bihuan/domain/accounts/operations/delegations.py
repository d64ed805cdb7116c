"""Hand a role on for some days, take it back, let it expire, and begin to act for somebody."""

from __future__ import annotations

import datetime

from django.utils import timezone

from bihuan.core.registry.roles import roles
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation

from .. import permissions
from ..failures import NoReason, NothingDelegated, OtherTenant, WithdrawnBefore
from ..failures_of_delegation import (
    DelegatingToOneself,
    DelegationOver,
    DelegationTakenBack,
    EndsBeforeStart,
    HandedOn,
    LastsTooLong,
    NoReasonGiven,
    NotDelegable,
    NotOver,
    Overlapping,
    StartsInThePast,
    StartsTooFarAhead,
    TakerGone,
)
from ..models import Delegation, RoleGrant, User
from ..queries import holding_on
from ..upkeep import is_daily_service

#: A delegation lasts so many days at most, and is made so many days ahead at most.
LONGEST = 90
ONE_DAY = datetime.timedelta(days=1)
#: The reason that the trail gives where the days are over.
EXPIRED = "到期"


@operation("accounts.delegation.hand_on", may=permissions.can_hand_on)
def hand_on(
    *,
    grant: RoleGrant,
    actor: Actor,
    taker: User,
    since: datetime.date,
    until: datetime.date,
    reason: str,
) -> Delegation:
    """Let a colleague act for the holder of a role, from one day until before another.

    :raises HandedOn: if the actor only acts for the holder.
    :raises WithdrawnBefore: if the role was taken back.
    :raises NotDelegable: if the role is not for handing on.
    :raises DelegatingToOneself: if the taker is the holder.
    :raises OtherTenant: if the taker belongs to another tenant.
    :raises TakerGone: if the taker is shut, has left, or leaves before the end.
    :raises StartsInThePast: and other failures about days, if they do not fit.
    :raises Overlapping: if the role is in somebody's hands on one of those days.
    :raises NoReasonGiven: if none is given.
    """
    if actor.on_behalf_of is not None:
        raise HandedOn
    if grant.withdrawn_at is not None:
        raise WithdrawnBefore
    if not roles()[grant.role].delegable:
        raise NotDelegable(str(grant))
    _check_taker(grant, taker, until)
    _check_days(since, until)
    _check_others(grant, since, until)
    if not reason.strip():
        raise NoReasonGiven
    delegation = Delegation(
        unit=grant.unit, grant=grant, taker=taker, since=since, until=until, reason=reason.strip()
    )
    delegation.save()
    return delegation


@operation("accounts.delegation.take_back", may=permissions.can_take_back)
def take_back(*, delegation: Delegation, actor: Actor, seen: int, reason: str) -> None:
    """End a delegation at once.

    :raises DelegationTakenBack: if it was ended before.
    :raises DelegationOver: if its days are over.
    :raises NoReason: if none is given.
    """
    if delegation.withdrawn_at is not None:
        raise DelegationTakenBack
    if delegation.until <= timezone.localdate():
        raise DelegationOver(delegation.until - ONE_DAY)
    if not reason.strip():
        raise NoReason
    delegation.withdrawn_at, delegation.withdrawn_by = timezone.now(), actor.user_key
    delegation.withdrawn_why = reason.strip()
    delegation.save()


@operation("accounts.delegation.expire", may=is_daily_service)
def expire_delegation(*, delegation: Delegation, actor: Actor) -> None:
    """Note in the trail that a delegation came to its end. It gave no rights any more since that day.

    :raises NotOver: if its time is not over, or somebody took it back.
    """
    if delegation.withdrawn_at is not None or delegation.until > timezone.localdate():
        raise NotOver
    delegation.withdrawn_at, delegation.withdrawn_why = timezone.now(), EXPIRED
    delegation.save()


@operation("accounts.delegation.act", may=permissions.is_taker)
def begin_to_act(*, delegation: Delegation, actor: Actor) -> None:
    """Note that the taker acts for the giver from now on.

    :raises NothingDelegated: if the delegation does not hold today.
    """
    if not holding_on(timezone.localdate()).filter(pk=delegation.pk).exists():
        raise NothingDelegated


def _check_taker(grant: RoleGrant, taker: User, until: datetime.date) -> None:
    if taker.pk == grant.user_id:
        raise DelegatingToOneself
    if taker.person is None or taker.person.tenant.path != grant.unit.tenant_path:
        raise OtherTenant(str(taker), str(grant.unit))
    leaves = taker.person.left_on
    if not taker.is_active or (leaves is not None and leaves < until):
        raise TakerGone(str(taker))


def _check_days(since: datetime.date, until: datetime.date) -> None:
    today = timezone.localdate()
    if since < today:
        raise StartsInThePast
    if since > today + datetime.timedelta(days=LONGEST):
        raise StartsTooFarAhead(LONGEST)
    if until <= since:
        raise EndsBeforeStart
    if (until - since).days > LONGEST:
        raise LastsTooLong(LONGEST)


def _check_others(grant: RoleGrant, since: datetime.date, until: datetime.date) -> None:
    """The role's row is locked: nobody hands it on beside us."""
    others = grant.delegations.standing().filter(since__lt=until, until__gt=since)
    if other := others.select_related("taker__person").order_by("since").first():
        raise Overlapping(str(other.taker), other.since, other.until - ONE_DAY)
