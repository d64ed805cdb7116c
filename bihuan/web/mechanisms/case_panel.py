"""What a case shows: the limits of its steps with the reason for each, what happened, who came."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils import timezone

from bihuan.core.planning import State, StepState, Timeline
from bihuan.core.planning.wording import day_words
from bihuan.core.registry.procedures import UNITS, Procedure
from bihuan.core.seal import Unsealable
from bihuan.domain.ledgers import petitioners
from bihuan.domain.ledgers.deadlines import event_words, procedure_of, timeline_of
from bihuan.domain.ledgers.models import Case, CaseEvent, CaseExtension, CaseStop
from bihuan.domain.ledgers.models.case import PARTS, parts_of

#: The mark of the design that goes with a state.
MARKS = {
    State.NOT_STARTED: "not_started",
    State.RUNNING: "in_progress",
    State.DUE_SOON: "ongoing",
    State.OVERDUE: "overdue",
    State.ON_TIME: "done",
    State.LATE: "late",
    State.STOPPED: "not_started",
    State.LAPSED: "not_started",
    State.UNKNOWN: "ongoing",
    State.NOT_APPLICABLE: "not_started",
}
_OPEN = (State.RUNNING, State.DUE_SOON, State.OVERDUE, State.STOPPED, State.UNKNOWN)


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step as the page lists it."""

    state: StepState
    mark: str
    words: str


@dataclass(frozen=True, slots=True)
class Limit:
    """The one limit of a case that a list shows."""

    mark: str
    words: str
    on: datetime.date | None = None
    not_before: datetime.date | None = None


def case_parts(case: Case) -> list[Any]:
    """Events, pauses and extensions in the order of their days, each with what it is called."""
    prefetch_related_objects([case], *PARTS)
    procedure = procedure_of(case)
    rows = [row for found in parts_of(case).values() for row in found]
    for row in rows:
        row.told = _told(row, procedure)
    return sorted(rows, key=lambda row: (_day(row), row.pk))


def part_words(part: Any, case: Case) -> str:
    """An event, a pause or an extension as the page of its case tells it, with its day."""
    day = _day(part)
    dated = f"{day_words(day)}，" if day != datetime.date.max else ""
    return f"{dated}{_told(part, procedure_of(case))}"


def case_context(case: Case) -> dict[str, Any]:
    """What the panel shows beside the parts; steps that are still to come are only named."""
    told = timeline_of(case, timezone.localdate())
    lines = step_lines(case, told.applicable) if told else []
    begun = [line for line in lines if line.state.state is not State.NOT_STARTED]
    return {
        "procedure": procedure_of(case),
        "lines": [line for line in begun if line.state.state in _OPEN],
        "settled": [line for line in begun if line.state.state not in _OPEN],
        "late": sum(line.state.state is State.LATE for line in begun),
        "later": [line.state.name for line in lines if line.state.state is State.NOT_STARTED],
        "unanswered": _unanswered(told) if told and not case.confined else [],
        "questions": told.questions if told else (),
        "person": _person(case),
    }


def _unanswered(told: Timeline) -> list[str]:
    """What the case does not say, though limits depend on it."""
    choices, chosen = told.matter.procedure.choices, told.matter.chosen
    return [choice.name for code, choice in choices.items() if code not in chosen]


def step_lines(case: Case, steps: Iterable[StepState]) -> list[StepLine]:
    procedure = procedure_of(case)
    return [StepLine(step, MARKS[step.state], _brief(step, procedure)) for step in steps if procedure]


def limit_of(case: Case) -> Limit:
    """What a list says of a case: closed and whether in time, or the limit that ends first."""
    if case.closed_on:
        told = {True: "按期办结", False: "逾期办结", None: "已办结"}[case.on_time]
        return Limit("late" if case.on_time is False else "done", told, case.closed_on)
    procedure, told = procedure_of(case), timeline_of(case, timezone.localdate())
    if procedure is None or told is None:
        return Limit("not_started", "没有期限")
    steps = [step for step in told.steps if step.state in _OPEN and not procedure.steps[step.step].theirs]
    if not steps:
        return Limit("not_started", "没有在走的期限")
    first = min(steps, key=lambda step: step.due or step.earliest or datetime.date.max)
    return Limit(MARKS[first.state], f"{first.name}{_brief(first, procedure)}", first.due, first.earliest)


def _brief(step: StepState, procedure: Procedure) -> str:
    """The state in a few words, such as 还剩3个工作日."""
    unit = UNITS[procedure.steps[step.step].unit].replace("年", "日")
    if step.state is State.OVERDUE:
        return f"已超期{step.late_by}日"
    if step.state is State.STOPPED:
        return f"暂停，剩{step.left}{unit}"
    if step.left is None:
        return step.words
    return f"还剩{step.left}{unit}" if step.left else "今天到期"


def _day(row: Any) -> datetime.date:
    if isinstance(row, CaseExtension):
        return row.approved_on or datetime.date.max
    return row.on if isinstance(row, CaseEvent) else row.since


def _told(row: Any, procedure: Procedure | None) -> str:
    if isinstance(row, CaseEvent):
        name = event_words(procedure).get(row.kind, row.kind)
        return "，".join(filter(None, [name, row.number, "" if row.note in name else row.note]))
    if isinstance(row, CaseStop):
        name = procedure.stops.get(row.kind, row.kind) if procedure else row.kind
        return "，".join(filter(None, [f"因{name}暂停{_until(row)}", row.note]))
    return _extension(row, procedure)


def _until(stop: CaseStop) -> str:
    return f"，到{stop.until.month}月{stop.until.day}日" if stop.until else "，还没有恢复"


def _extension(row: CaseExtension, procedure: Procedure | None) -> str:
    step = procedure.steps.get(row.step) if procedure else None
    amount = f"{row.days}{UNITS[step.unit]}" if step else f"{row.days}日"
    state = "已批准" if row.approved_on else "等批准"
    rule = step.extension if step else None
    if row.approved_on and rule and rule.tell:
        state += "，已告知" if row.told_on else f"，还没有告知{rule.tell}"
    return f"{step.name if step else ''}延期{amount}（{row.reason}）：{state}"


def _person(case: Case) -> dict[str, str]:
    try:
        return petitioners.masked(case)
    except Unsealable:
        return {"来人": "密钥不在本机，打不开"}
