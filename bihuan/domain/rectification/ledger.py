"""Plain facts about a cycle's ledger, shared by queries and operations."""

from __future__ import annotations

from bihuan.domain.cycles.models import Cycle

from .models import Cause, Measure, Problem, Statement

LEDGER_MODELS: tuple[type[Statement], ...] = (Problem, Cause, Measure)


def has_ledger(cycle: Cycle) -> bool:
    """Whether any problem, cause or measure of the cycle stands."""
    return any(model.objects.filter(cycle=cycle).standing().exists() for model in LEDGER_MODELS)
