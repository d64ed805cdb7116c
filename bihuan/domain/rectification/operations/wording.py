"""Change, add and withdraw the wording of the ledger: problems, causes, measures."""

from __future__ import annotations

import datetime

from django.db.models import Max
from django.utils import timezone

from bihuan.domain.cycles.models import Aspect, Cycle
from bihuan.domain.organizations.withdrawing import NotWithdrawn, require_standing
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation

from .. import permissions
from ..enums import LinkOrigin, LinkState, MeasureKind
from ..failures import Incomplete
from ..models import Cause, Item, Measure, Problem, ProblemCause, ProblemMeasure, Statement

EDITABLE = {
    Problem: ("title", "text", "example", "source", "aspect"),
    Cause: ("title", "text", "aspect"),
    Measure: ("title", "text", "aspect"),
}


@operation("rectification.statement.edit", may=permissions.can_keep_ledger)
def edit_statement(*, statement: Statement, actor: Actor, seen: int, **values: object) -> Statement:
    """Change the wording of a problem, cause or measure, its aspect or its source.

    :raises Withdrawn: if it was taken out of the ledger.
    :raises Incomplete: if the title or the text is empty.
    """
    require_standing(statement)
    for name in EDITABLE[type(statement)]:
        if name in values:
            setattr(statement, name, values[name])
    _require_wording(statement)
    statement.edited_at = timezone.now()
    statement.save()
    return statement


@operation("rectification.problem.add", may=permissions.can_keep_ledger)
def add_problem(
    *, cycle: Cycle, actor: Actor, title: str, text: str, aspect: Aspect | None = None, **more: str
) -> Problem:
    """Add a problem by hand.

    :raises Incomplete: if the title or the text is empty.
    """
    return _added(Problem(cycle=cycle, title=title, text=text, aspect=aspect, **more))


@operation("rectification.cause.add", may=permissions.can_keep_ledger)
def add_cause(*, cycle: Cycle, actor: Actor, title: str, text: str, problem: Problem | None = None) -> Cause:
    """Add a cause by hand, for one problem or for none yet.

    :raises Incomplete: if the title or the text is empty.
    """
    cause = _added(Cause(cycle=cycle, title=title, text=text, aspect=problem.aspect if problem else None))
    if problem:
        _join(ProblemCause(problem=problem, cause=cause))
    return cause


@operation("rectification.measure.add", may=permissions.can_keep_ledger)
def add_measure(
    *, cycle: Cycle, actor: Actor, title: str, text: str, problem: Problem | None = None
) -> Measure:
    """Add a measure by hand, with the item that carries it out.

    :raises Incomplete: if the title or the text is empty.
    """
    measure = _added(
        Measure(
            cycle=cycle,
            title=title,
            text=text,
            kind=MeasureKind.MEASURE,
            aspect=problem.aspect if problem else None,
        )
    )
    Item(unit=cycle.unit, cycle=cycle, measure=measure, position=measure.position).save()
    if problem:
        _join(ProblemMeasure(problem=problem, measure=measure))
    return measure


@operation("rectification.statement.withdraw", may=permissions.can_keep_ledger)
def withdraw_statement(*, statement: Statement, actor: Actor, seen: int, reason: str) -> Statement:
    """Take a problem, cause or measure (with its items) out of the ledger; it stays in the record.

    :raises Withdrawn: if somebody did so before.
    :raises Incomplete: if no reason is given.
    """
    require_standing(statement)
    if not reason.strip():
        raise Incomplete("请写明撤回的理由，以便日后查考。")
    rows: list[Statement | Item] = [statement]
    if isinstance(statement, Measure):
        parts = list(Measure.objects.filter(parent=statement).standing())
        rows += parts
        rows += Item.objects.filter(measure__in=[statement, *parts]).standing()
    now = timezone.now()
    for row in rows:
        _withdraw(row, actor, reason.strip(), now)
    return statement


@operation("rectification.statement.restore", may=permissions.can_keep_ledger)
def restore_statement(*, statement: Statement, actor: Actor, seen: int) -> Statement:
    """Put a withdrawn problem, cause or measure back, with the items withdrawn together with it.

    :raises NotWithdrawn: if it stands in the ledger.
    """
    if statement.withdrawn_at is None:
        raise NotWithdrawn
    rows: list[Statement | Item] = [statement]
    if isinstance(statement, Measure):
        at = statement.withdrawn_at
        parts = list(Measure.objects.filter(parent=statement, withdrawn_at=at))
        rows += parts
        rows += Item.objects.filter(measure__in=[statement, *parts], withdrawn_at=at)
    for row in rows:
        row.withdrawn_at, row.withdrawn_by_key, row.withdrawn_reason = None, None, ""
        row.save()
    return statement


def _added(statement: Statement) -> Statement:
    statement.unit = statement.cycle.unit
    statement.title = statement.title.strip() or statement.text.strip()[:30]
    _require_wording(statement)
    last = type(statement).objects.filter(cycle=statement.cycle).aggregate(last=Max("position"))["last"]
    statement.position = (last or 0) + 1
    statement.edited_at = timezone.now()
    statement.save()
    return statement


def _join(link: ProblemCause | ProblemMeasure) -> None:
    link.unit = link.problem.unit
    link.state, link.origin = LinkState.CONFIRMED, LinkOrigin.MANUAL
    link.save()


def _withdraw(row: Statement | Item, actor: Actor, reason: str, at: datetime.datetime) -> None:
    row.withdrawn_at = at
    row.withdrawn_by_key = actor.user_key
    row.withdrawn_reason = reason[:200]
    row.save(update_fields=["withdrawn_at", "withdrawn_by_key", "withdrawn_reason"])


def _require_wording(statement: Statement) -> None:
    if not statement.title.strip() or not statement.text.strip():
        raise Incomplete("标题和内容都不能为空。")
