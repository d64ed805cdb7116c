"""The limits of a case: its rows as the engine knows them, and what follows from them for the record."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bihuan.core.planning import Event, Extension, State, StepState, Stop, Timeline, timeline
from bihuan.core.registry.procedures import Procedure, procedures

from .enums import CaseState
from .models.case import PROGRESS, Case, CaseEvent, parts_of


def procedure_of(case: Case) -> Procedure | None:
    """The procedure that the case follows, if its kind of case has one."""
    return procedures().get(case.procedure)


def event_words(procedure: Procedure | None) -> dict[str, str]:
    """What can be noted of a case, by its word: the events of its procedure, and progress of any kind."""
    known = procedure.events if procedure else {}
    begins = procedure.begins if procedure else ""
    return {**{kind: name for kind, name in known.items() if kind != begins}, PROGRESS: "其他进展"}


#: Events, pauses and extensions by the name of the relation.
Parts = Mapping[str, list[Any]]


def timeline_of(case: Case, today: datetime.date, parts: Parts | None = None) -> Timeline | None:
    """How every step of the case stands today; None where no procedure is known.

    ``parts`` are those of a case that is not yet kept.
    """
    procedure = procedure_of(case)
    if procedure is None:
        return None
    parts = parts or parts_of(case)
    return timeline(
        procedure,
        today=today,
        chosen=_chosen(case, procedure),
        events=[*_received(case, procedure), *_events(parts["events"])],
        stops=[Stop(row.since, row.kind, row.until) for row in parts["stops"]],
        extensions=[
            Extension(row.step, row.days, row.reason, row.approved_on, row.told_on)
            for row in parts["extensions"]
        ],
    )


def main_step(procedure: Procedure, told: Timeline) -> StepState | None:
    """The step that sets when the case is due: the first of the main ones that applies."""
    known = {step.step: step for step in told.applicable}
    return next((known[code] for code in procedure.main if code in known), None)


def settle(case: Case, today: datetime.date, parts: Parts | None = None) -> None:
    """Set the days, the state and whether it was on time, as events and limits say; the caller saves."""
    procedure, told = procedure_of(case), timeline_of(case, today, parts)
    case.due_on, case.next_due_on, case.on_time = None, None, None
    case.accepted_on = case.answered_on = case.closed_on = None
    if procedure is not None and told is not None:
        main = main_step(procedure, told)
        case.due_on, case.on_time = (main.due, _on_time(main)) if main else (None, None)
        case.accepted_on = _first(told, procedure.accepts, today)
        case.answered_on = _first(told, procedure.closes, today)
        case.closed_on = _first(told, (*procedure.closes, *procedure.closed_by), today)
        case.next_due_on = None if case.closed_on else _next_due(procedure, told)
    case.state = CaseState.CLOSED if case.closed_on else CaseState.OPEN


def _next_due(procedure: Procedure, told: Timeline) -> datetime.date | None:
    """The last day of the duty of ours that ends first; what only lapses falls overdue for nobody."""
    rules = procedure.steps
    due = (
        step.due
        for step in told.applicable
        if step.done_on is None and not (rules[step.step].lapses or rules[step.step].theirs)
    )
    return min((day for day in due if day is not None), default=None)


def _on_time(main: StepState) -> bool | None:
    """Known once it is done; delay is known as soon as the day has passed."""
    return {State.ON_TIME: True, State.LATE: False, State.OVERDUE: False}.get(main.state)


def _first(told: Timeline, kinds: tuple[str, ...], today: datetime.date) -> datetime.date | None:
    return next((event.on for event in told.matter.happened(kinds, by=today)), None)


def _events(rows: Iterable[CaseEvent]) -> Iterator[Event]:
    """What limits follow from; progress that nothing follows from is left out."""
    return (Event(row.on, row.kind) for row in rows if row.kind != PROGRESS)


def _received(case: Case, procedure: Procedure) -> list[Event]:
    return [Event(case.on, procedure.begins)] if procedure.begins else []


def _chosen(case: Case, procedure: Procedure) -> Mapping[str, str]:
    """The answers of the case to the choices of its procedure, from its own fields or the route."""
    answers = {
        code: case.values.get(f"{procedure.mechanism}.{choice.field}") if choice.field else case.route
        for code, choice in procedure.choices.items()
    }
    return {code: answer for code, answer in answers.items() if answer in procedure.choices[code].options}
