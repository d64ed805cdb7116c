"""What can be done to a record or to one of its parts besides correcting it, by shape."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms

from bihuan.domain.ledgers import permissions
from bihuan.domain.ledgers.deadlines import procedure_of
from bihuan.domain.ledgers.enums import AwardState, EntryState, PlanState
from bihuan.domain.ledgers.models import (
    Case,
    CaseEvent,
    CaseExtension,
    CaseStop,
    Criterion,
    Milestone,
    Nomination,
)
from bihuan.domain.ledgers.operations import awards, cases, extensions, plans, registers, scorecards
from bihuan.domain.organizations.withdrawing import Withdrawable

from . import case_forms, deed_forms


@dataclass(frozen=True, slots=True)
class Part:
    """A kind of row that a record is made of: its model, and the name that operations know it by."""

    name: str
    model: type[Withdrawable]


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that can be done: what the page says, the form it asks with, the operation.

    ``record`` names the record as the operation takes it. ``offered`` says whether it makes sense now for the
    part, or for the record if there is none; the operation refuses what it refuses all the same. ``may`` asks
    for the right that the operation asks for.
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
    may: Callable[[Any, Any], bool] = permissions.can_keep_records


MILESTONE = Part("milestone", Milestone)
NOMINATION = Part("nomination", Nomination)
CRITERION = Part("criterion", Criterion)
EVENT = Part("event", CaseEvent)
STOP = Part("stop", CaseStop)
EXTENSION = Part("extension", CaseExtension)


def _always(row: Any) -> bool:
    return True


def _is(model: type[Withdrawable], when: Callable[[Any], bool] = _always) -> Callable[[Any], bool]:
    """For a record with several kinds of parts: this kind, if it stands so."""
    return lambda row: isinstance(row, model) and when(row)


def _pauses(case: Case) -> bool:
    procedure = procedure_of(case)
    return procedure is not None and bool(procedure.stops) and not case.confined


def _extends(case: Case) -> bool:
    procedure = procedure_of(case)
    extended = procedure is not None and any(step.extension for step in procedure.steps.values())
    return extended and not case.confined


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
_CASE = {
    "happen": Deed(
        "登记一件事", "登记", "已登记。", cases.add_event, "case", _always, case_forms.EventForm
    ),
    "ask-extension": Deed(
        "申请延期", "申请", "已申请，等负责人批准。", extensions.ask_extension, "case", _extends,
        case_forms.ExtensionForm,
    ),
    "stop": Deed(
        "暂停期限", "暂停", "已登记暂停。", cases.stop_clock, "case", _pauses, case_forms.StopForm
    ),
    "person": Deed(
        "登记来人", "保存", "已保存来人。", cases.write_petitioner, "case",
        lambda row: not row.confined, case_forms.PersonForm,
    ),
    "unhappen": Deed(
        "撤回这件事", "撤回", "已撤回。", cases.withdraw_event, "case", _is(CaseEvent),
        deed_forms.ReasonForm, EVENT, danger=True,
    ),
    "go-on": Deed(
        "登记暂停结束", "登记", "已登记。", cases.end_stop, "case", _is(CaseStop),
        case_forms.EndStopForm, STOP,
    ),
    "unstop": Deed(
        "撤回暂停", "撤回", "已撤回。", cases.withdraw_stop, "case", _is(CaseStop),
        deed_forms.ReasonForm, STOP, danger=True,
    ),
    "approve": Deed(
        "批准延期", "批准", "已批准，请告知对方。", extensions.approve_extension, "case",
        _is(CaseExtension, lambda row: row.approved_on is None), case_forms.ApproveForm, EXTENSION,
        may=permissions.can_approve_extensions,
    ),
    "tell": Deed(
        "登记告知日期", "登记", "已登记告知。", extensions.tell_extension, "case",
        _is(CaseExtension, lambda row: row.approved_on is not None), case_forms.TellForm, EXTENSION,
    ),
    "withdraw-extension": Deed(
        "撤回延期", "撤回", "已撤回。", extensions.withdraw_extension, "case", _is(CaseExtension),
        deed_forms.ReasonForm, EXTENSION, danger=True,
    ),
}  # fmt: skip

#: By shape and by the word in the address.
DEEDS: dict[str, dict[str, Deed]] = {
    "plan": _PLAN,
    "register": _REGISTER,
    "award": _AWARD,
    "scorecard": _SCORECARD,
    "case": _CASE,
}
