"""How far a plan is follows from its milestones and its last day."""

from __future__ import annotations

from ..enums import PlanState
from ..failures import WrongValue
from ..models import Plan


def fit(plan: Plan) -> None:
    if plan.due_on and plan.due_on < plan.on:
        raise WrongValue("完成时限", "在开始日期之前，请核对。")
    if plan.closed_on and plan.closed_on < plan.on:
        raise WrongValue("完成日期", "在开始日期之前，请核对。")
    if plan.closed_on and not plan.result.strip():
        raise WrongValue("成效", "没有填写。说完成了，要写清办成了什么。")
    plan.state = state_of(plan)


def state_of(plan: Plan) -> str:
    """A stopped plan stays stopped until it is taken up again."""
    if plan.state == PlanState.STOPPED and plan.closed_on is None:
        return PlanState.STOPPED
    if plan.closed_on:
        return PlanState.DONE
    return PlanState.IN_PROGRESS if plan.milestones_done else PlanState.PLANNED
