"""What the ledger shows in each column: the one rendering behind export and comparison."""

from __future__ import annotations

from bihuan.domain.rectification.enums import Progress, Source
from bihuan.domain.rectification.models import Cause, Item, Measure, Problem

from . import dues, owners, targets, wording


def problem_cells(problem: Problem, causes: list[Cause]) -> dict[str, str]:
    return {
        "source": str(Source(problem.source).label),
        "aspect": problem.aspect.title if problem.aspect else "",
        "problem": wording.statement(problem.text, problem.example),
        "example": problem.example.strip(),
        "cause": "\n".join(wording.one_line(cause.text) for cause in causes),
    }


def measure_cells(measure: Measure) -> dict[str, str]:
    return {"measure": measure.text.strip()}


def item_cells(item: Item, owned: owners.Owners) -> dict[str, str]:
    return {
        "target": targets.shown(item),
        **owners.cells(owned),
        "due_kind": dues.shown_kind(item),
        "due": dues.shown_limit(item),
        "progress": str(Progress(item.progress).label),
        "outcome": item.outcome.strip(),
        "evidence": item.evidence_note.strip(),
        "shortfall": item.shortfall_reason.strip(),
    }
