"""Ledgers of any length, to count queries and time."""

from __future__ import annotations

from bihuan.domain.cycles.models import Cycle
from bihuan.domain.rectification.building import link_of
from bihuan.domain.rectification.models import Cause, Item, Measure, Problem
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import recorded


def grow(cycle: Cycle, actor: Actor, count: int) -> None:
    """Add problems that each have a cause, a measure with its item, a link and a candidate."""
    with recorded("tests.ledger.grow", actor=actor, subject=cycle):
        for number in range(100, 100 + count):
            _add(cycle, number)


def _add(cycle: Cycle, number: int) -> None:
    common = {"unit": cycle.unit, "cycle": cycle, "position": number, "title": f"第{number}项"}
    problem, cause, measure = (
        model(text=f"第{number}项的内容。", **common) for model in (Problem, Cause, Measure)
    )
    for row in (problem, cause, measure):
        row.save()
    Item(unit=cycle.unit, cycle=cycle, measure=measure, position=number).save()
    link_of(problem, cause, explicit=True, score=None).save()
    link_of(problem, measure, explicit=False, score=0.4).save()
