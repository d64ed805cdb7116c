"""What can be done to a record or to one of its parts besides correcting it, by shape."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms

from bihuan.domain.ledgers.enums import AwardState, EntryState, PlanState
from bihuan.domain.ledgers.models import Criterion, Milestone, Nomination
from bihuan.domain.ledgers.operations import awards, plans, registers, scorecards
from bihuan.domain.organizations.withdrawing import Withdrawable

from . import deed_forms


@dataclass(frozen=True, slots=True)
class Part:
    """A kind of row that a record is made of: its model, and the name that operations know it by."""

    name: str
    model: type[Withdrawable]


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that can be done: what the page says, the form it asks with, the operation.

    ``record`` names the record as the operation takes it. ``offered`` says whether it makes sense now for the
    part, or for the record if there is none; the operation refuses what it refuses all the same.
    """

    heading: str
    button: str
    done: str
    operation: Callable[..., Any]
    record: str
    offered: Callable[[Any], bool]
    form: type[forms.Form] | None = None
    part: Part | None = None
    fixed: Mapping[str, Any] = field(default_factory=dict)
    danger: bool = False


MILESTONE = Part("milestone", Milestone)
NOMINATION = Part("nomination", Nomination)
CRITERION = Part("criterion", Criterion)


def _always(row: Any) -> bool:
    return True


_PLAN = {
    "add-milestone": Deed(
        "加一个里程碑", "加上", "已加上。", plans.add_milestone, "plan", _always, deed_forms.MilestoneForm
    ),
    "finish-milestone": Deed(
        "登记里程碑完成", "登记", "已登记完成。", plans.finish_milestone, "plan", _always,
        deed_forms.FinishForm, MILESTONE,
    ),
    "reopen-milestone": Deed(
        "取消完成", "取消完成", "已取消完成。", plans.reopen_milestone, "plan",
        lambda row: row.done_on is not None, None, MILESTONE,
    ),
    "withdraw-milestone": Deed(
        "撤回里程碑", "撤回", "已撤回。", plans.withdraw_milestone, "plan", _always,
        deed_forms.ReasonForm, MILESTONE, danger=True,
    ),
    "stop": Deed(
        "终止计划", "终止", "已终止。", plans.stop_plan, "plan",
        lambda row: row.state not in (PlanState.DONE, PlanState.STOPPED), deed_forms.ReasonForm, danger=True,
    ),
    "resume": Deed(
        "恢复计划", "恢复", "已恢复。", plans.resume_plan, "plan", lambda row: row.state == PlanState.STOPPED
    ),
}  # fmt: skip
_REGISTER = {
    "review": Deed(
        "登记一次核对", "登记", "已登记核对。", registers.review_entry, "entry",
        lambda row: row.state == EntryState.ACTIVE, deed_forms.ReviewForm,
    ),
    "retire": Deed(
        "停用", "停用", "已停用。", registers.retire_entry, "entry",
        lambda row: row.state == EntryState.ACTIVE, danger=True,
    ),
    "reuse": Deed(
        "启用", "启用", "已启用。", registers.reuse_entry, "entry",
        lambda row: row.state == EntryState.RETIRED,
    ),
}  # fmt: skip
_AWARD = {
    "nominate": Deed(
        "推荐", "推荐", "已登记推荐。", awards.nominate, "award",
        lambda row: row.state not in (AwardState.DECIDED, AwardState.DROPPED), deed_forms.NominateForm,
    ),
    "choose": Deed(
        "评定", "评定", "已登记评定。", awards.choose, "award", lambda row: not row.chosen,
        None, NOMINATION, {"chosen": True},
    ),
    "unchoose": Deed(
        "取消评定", "取消评定", "已取消评定。", awards.choose, "award", lambda row: row.chosen,
        None, NOMINATION, {"chosen": False},
    ),
    "withdraw-nomination": Deed(
        "撤回推荐", "撤回", "已撤回推荐。", awards.withdraw_nomination, "award", _always,
        deed_forms.ReasonForm, NOMINATION, danger=True,
    ),
    "drop": Deed(
        "取消评选", "取消评选", "已取消评选。", awards.drop_award, "award",
        lambda row: row.state not in (AwardState.DECIDED, AwardState.DROPPED), danger=True,
    ),
    "resume": Deed(
        "恢复评选", "恢复", "已恢复评选。", awards.resume_award, "award",
        lambda row: row.state == AwardState.DROPPED,
    ),
}  # fmt: skip
_SCORECARD = {
    "add-criteria": Deed(
        "加条目", "加上", "已加上。", scorecards.add_criteria, "scorecard", _always, deed_forms.CriteriaForm
    ),
    "judge": Deed(
        "登记自查情况", "登记", "已登记。", scorecards.judge_criterion, "scorecard", _always,
        deed_forms.JudgeForm, CRITERION,
    ),
    "withdraw-criterion": Deed(
        "撤回条目", "撤回", "已撤回。", scorecards.withdraw_criterion, "scorecard", _always,
        deed_forms.ReasonForm, CRITERION, danger=True,
    ),
}  # fmt: skip

#: By shape and by the word in the address.
DEEDS: dict[str, dict[str, Deed]] = {
    "plan": _PLAN,
    "register": _REGISTER,
    "award": _AWARD,
    "scorecard": _SCORECARD,
}
