"""Milestones of a plan, and stopping it."""

from __future__ import annotations

import datetime

from bihuan.domain.organizations.withdrawing import NoReason, require_standing
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation

from .. import permissions
from ..enums import PlanState
from ..failures import WrongState, WrongValue
from ..fitting.plans import state_of
from ..models import Milestone, Plan
from . import steps


@operation("ledgers.milestone.add", may=permissions.can_keep_records)
def add_milestone(
    *, plan: Plan, actor: Actor, seen: int, text: str, due_on: datetime.date | None = None
) -> Plan:
    """Add a step that can be seen to be done.

    :raises WrongValue: if it has no text.
    """
    require_standing(plan)
    place = plan.milestones.count()
    text = steps.line(text, "里程碑")
    Milestone(unit=plan.unit, plan=plan, position=place, text=text, due_on=due_on).save()
    return _counted(plan)


@operation("ledgers.milestone.finish", may=permissions.can_keep_records)
def finish_milestone(
    *, plan: Plan, milestone: Milestone, actor: Actor, seen: int, on: datetime.date, proof: str
) -> Plan:
    """Say when a step was done and by what that is seen; said again, it is corrected.

    :raises NotYet: if the day has not come.
    :raises WrongValue: if there is no proof.
    """
    _require_of(plan, milestone)
    steps.require_past(on)
    milestone.done_on, milestone.proof = on, steps.line(proof, "凭什么说完成了", longest=300)
    milestone.save()
    return _counted(plan)


@operation("ledgers.milestone.reopen", may=permissions.can_keep_records)
def reopen_milestone(*, plan: Plan, milestone: Milestone, actor: Actor, seen: int) -> Plan:
    """Take back that a step was done.

    :raises WrongState: if it was not.
    """
    _require_of(plan, milestone)
    if milestone.done_on is None:
        raise WrongState("这个里程碑还没有完成，不用取消。")
    milestone.done_on, milestone.proof = None, ""
    milestone.save()
    return _counted(plan)


@operation("ledgers.milestone.withdraw", may=permissions.can_keep_records)
def withdraw_milestone(*, plan: Plan, milestone: Milestone, actor: Actor, seen: int, reason: str) -> Plan:
    """Take a step out of the plan.

    :raises NoReason: if none is given.
    """
    _require_of(plan, milestone)
    steps.withdraw(milestone, actor, reason)
    return _counted(plan)


@operation("ledgers.plan.stop", may=permissions.can_keep_records)
def stop_plan(*, plan: Plan, actor: Actor, seen: int, reason: str) -> Plan:
    """Stop a plan that is not done, and say why; the note keeps it.

    :raises WrongState: if it is done or stopped.
    :raises NoReason: if none is given.
    """
    require_standing(plan)
    if plan.state in (PlanState.DONE, PlanState.STOPPED):
        raise WrongState(f"这项计划{plan.get_state_display()}，不用终止。")
    if not reason.strip():
        raise NoReason
    plan.state = PlanState.STOPPED
    plan.note = f"{plan.note}\n终止：{reason.strip()}".strip()
    plan.save()
    return plan


@operation("ledgers.plan.resume", may=permissions.can_keep_records)
def resume_plan(*, plan: Plan, actor: Actor, seen: int) -> Plan:
    """Take a stopped plan up again.

    :raises WrongState: if it is not stopped.
    """
    require_standing(plan)
    if plan.state != PlanState.STOPPED:
        raise WrongState("这项计划没有终止，不用恢复。")
    plan.state = PlanState.PLANNED
    return _counted(plan)


def _require_of(plan: Plan, milestone: Milestone) -> None:
    """A milestone is changed with its own plan: a page cannot send another."""
    require_standing(plan, milestone)
    if milestone.plan_id != plan.pk:
        raise WrongValue("里程碑", "不属于这项计划，请刷新页面再试。")


def _counted(plan: Plan) -> Plan:
    standing = plan.milestones.filter(withdrawn_at=None)
    plan.milestone_count = standing.count()
    plan.milestones_done = standing.exclude(done_on=None).count()
    plan.state = state_of(plan)
    plan.save()
    return plan
