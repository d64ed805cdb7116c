"""Say since when a ledger is complete here, and when something need not be held."""

from __future__ import annotations

import datetime

from django.utils import timezone

from bihuan.core.registry.mechanisms import mechanisms
from bihuan.domain.organizations.models import Unit
from bihuan.domain.organizations.withdrawing import NoReason, require_standing
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation

from .. import permissions
from ..binding import is_bound
from ..failures import EndsBeforeItBegins, NoReasonToBeExcused, NotBound, NotYet
from ..models import Exemption, Keeping


@operation("ledgers.keeping.declare", may=permissions.can_keep_records)
def declare_keeping(*, unit: Unit, actor: Actor, mechanism: str, since: datetime.date) -> Keeping:
    """Say that everything since that day stands in this ledger; before it, none is unknown and not zero.

    :raises NotBound: if the unit does not keep such a ledger.
    :raises NotYet: if the day has not come.
    """
    _require_bound(unit, mechanism)
    if since > timezone.localdate():
        raise NotYet
    keeping = Keeping.objects.filter(unit=unit, mechanism=mechanism).first()
    keeping = keeping or Keeping(unit=unit, mechanism=mechanism)
    keeping.since = since
    keeping.save()
    return keeping


@operation("ledgers.exemption.declare", may=permissions.can_keep_records)
def declare_exemption(
    *,
    unit: Unit,
    actor: Actor,
    mechanism: str,
    since: datetime.date,
    until: datetime.date,
    reason: str,
) -> Exemption:
    """Say that the unit need not do it from ``since`` until before ``until``, and why.

    :raises NotBound: if the unit does not keep such a ledger.
    :raises EndsBeforeItBegins: if no day is left between the two.
    :raises NoReasonToBeExcused: if no reason is given.
    """
    _require_bound(unit, mechanism)
    if until <= since:
        raise EndsBeforeItBegins
    if not reason.strip():
        raise NoReasonToBeExcused
    exemption = Exemption(unit=unit, mechanism=mechanism, since=since, until=until)
    exemption.reason = reason.strip()[:200]
    exemption.save()
    return exemption


@operation("ledgers.exemption.withdraw", may=permissions.can_keep_records)
def withdraw_exemption(*, exemption: Exemption, actor: Actor, seen: int, reason: str) -> Exemption:
    """Take it back: what the norms ask of those days is asked again.

    :raises Withdrawn: if somebody did so before.
    :raises NoReason: if no reason is given.
    """
    require_standing(exemption)
    if not reason.strip():
        raise NoReason
    exemption.withdrawn_at, exemption.withdrawn_by_key = timezone.now(), actor.user_key
    exemption.withdrawn_reason = reason.strip()[:200]
    exemption.save()
    return exemption


def _require_bound(unit: Unit, code: str) -> None:
    mechanism = mechanisms()[code]
    if not is_bound(unit, mechanism):
        raise NotBound(str(unit), mechanism.name)
