"""核对过，没有问题: settle a doubt about a record."""

from __future__ import annotations

from django.utils import timezone

from bihuan.domain.organizations.withdrawing import require_standing
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation

from .. import permissions
from ..doubts import asking
from ..failures import NoDoubt, WrongValue
from ..models import Record, SettledDoubt


@operation("ledgers.doubt.settle", may=permissions.can_keep_records)
def settle_doubt(*, record: Record, actor: Actor, seen: int, basis: str, reason: str) -> SettledDoubt:
    """Note that a doubt was looked into and nothing is wrong; it comes back if what it rests on changes.

    :raises Withdrawn: if the record was taken out of the ledger.
    :raises NoDoubt: if there is no such doubt about it now.
    :raises WrongValue: if no reason is given.
    """
    require_standing(record)
    doubt = next((each for each in asking.doubts_of(record, actor) if each.basis == basis), None)
    if doubt is None:
        raise NoDoubt
    if not reason.strip():
        raise WrongValue("理由", "没有填写。请写明怎样核对的，以后不用再查。")
    settled = SettledDoubt(
        unit=record.unit,
        rule=doubt.rule,
        record_key=record.key,
        other_key=doubt.other_key,
        basis=doubt.basis,
        reason=reason.strip()[:200],
        settled_at=timezone.now(),
        settled_by_key=actor.user_key,
    )
    settled.save()
    return settled
