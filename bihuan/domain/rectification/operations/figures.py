"""Fill a masked figure: a person says the number and where it comes from, or the ledgers do."""

from __future__ import annotations

import datetime
from decimal import Decimal

from django.utils import timezone

from bihuan.core.registry.mechanisms import facts
from bihuan.domain.facts import freezing
from bihuan.domain.facts.answers import Scope
from bihuan.domain.organizations.withdrawing import require_standing
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation

from .. import permissions
from ..failures import Incomplete
from ..models import Figure
from ..standing import statement_of


@operation("rectification.figure.fill", may=permissions.can_keep_ledger)
def fill_figure(*, figure: Figure, actor: Actor, seen: int, value: Decimal, note: str) -> Figure:
    """Say the number behind a mask. The wording of the paper stays as it is.

    :raises Withdrawn: if what it stands in was taken out of the ledger.
    :raises Incomplete: if the figure is not masked, the number negative, or the note empty.
    """
    require_standing(statement_of(figure))
    if not figure.masked:
        raise Incomplete("这个数字在原文中已经写明，不需要补填。")
    if value < 0 or not note.strip():
        raise Incomplete("请填写不小于零的数字，并写明数字的出处（如台账、会议记录）。")
    figure.filled_value, figure.filled_note = value, note.strip()[:200]
    figure.filled_by_key, figure.filled_at = actor.user_key, timezone.now()
    figure.fact = None
    figure.save()
    return figure


@operation("rectification.figure.bind", may=permissions.can_keep_ledger)
def bind_figure(
    *, figure: Figure, actor: Actor, seen: int, code: str, since: datetime.date, until: datetime.date
) -> Figure:
    """Take the number behind a mask from the ledgers of its unit: the fact is frozen, the figure says it.

    :raises Withdrawn: if what it stands in was taken out of the ledger.
    :raises Incomplete: if the figure is not masked.
    :raises NoSuchFact, NothingKnown: if the ledgers have no such number.
    """
    require_standing(statement_of(figure))
    if not figure.masked:
        raise Incomplete("这个数字在原文中已经写明，不需要补填。")
    figure.fact = freezing.frozen(code, Scope(figure.unit, since, until))
    figure.filled_value = figure.fact.value
    figure.filled_note = f"工作台账：{facts()[code].name}"[:200]
    figure.filled_by_key, figure.filled_at = actor.user_key, timezone.now()
    figure.save()
    return figure
