"""What the page of one problem shows: both sides, what waits, what is settled, and what can be picked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bihuan.domain.rectification import permissions
from bihuan.domain.rectification.models import Problem, Statement
from bihuan.domain.trail.actor import Actor
from bihuan.web import forms

from .forms import PickForm
from .rows import ProblemRow, Rows, Tie


@dataclass(frozen=True, slots=True)
class Side:
    """Causes or measures of the problem."""

    name: str
    label: str
    question: str
    confirmed: list[Tie]
    waiting: list[Tie]
    declined: list[Tie]
    pick: PickForm | None


def context(rows: Rows, problem: Problem, actor: Actor) -> dict[str, Any]:
    row = rows.of(problem)
    numbers = [each.problem.pk for each in rows.problems]
    at = numbers.index(problem.pk)
    return {
        "row": row,
        "problem": row.problem,
        "cycle": rows.ledger.cycle,
        "sides": [_side(rows, row, name) for name in ("cause", "measure")],
        "number": at + 1,
        "count": len(numbers),
        "previous": rows.problems[at - 1].problem if at else None,
        "next": rows.problems[at + 1].problem if at + 1 < len(numbers) else None,
        "waiting": next(
            (each.problem for each in [*rows.problems[at + 1 :], *rows.problems[:at]] if each.unjudged), None
        ),
        "may_keep": permissions.can_keep_ledger(actor, problem),
        "request_key": forms.new_request_key,
    }


def pickable(rows: Rows, row: ProblemRow, side: str) -> list[Statement]:
    """Causes or measures that are neither linked nor waiting, in order; declined ones may be picked again."""
    everything = rows.ledger.causes if side == "cause" else rows.ledger.measures if side == "measure" else []
    shown = {tie.target.pk for tie in ties(row, side)}
    return [target for target in everything if target.pk not in shown]


def ties(row: ProblemRow, side: str) -> list[Tie]:
    return row.causes if side == "cause" else row.measures


def _side(rows: Rows, row: ProblemRow, name: str) -> Side:
    label, question = {
        "cause": ("原因", "哪些原因能解释这个问题？"),
        "measure": ("措施", "哪些措施在解决这个问题？"),
    }[name]
    shown = ties(row, name)
    choices = pickable(rows, row, name)
    pick = PickForm(choices, auto_id=f"pick-{name}-%s") if choices else None
    return Side(
        name,
        label,
        question,
        [tie for tie in shown if tie.confirmed],
        [tie for tie in shown if tie.waiting],
        [tie for tie in rows.declined(row.problem) if tie.side == name],
        pick,
    )
