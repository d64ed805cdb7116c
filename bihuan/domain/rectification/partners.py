"""What stands around one statement: the problems, causes, measures and items it is linked with."""

from __future__ import annotations

from dataclasses import dataclass, field

from .enums import LinkState
from .models import Cause, Item, Measure, Problem, ProblemCause, ProblemMeasure, Statement


@dataclass(slots=True)
class Partners:
    problems: list[Problem] = field(default_factory=list)
    causes: list[Cause] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)


def partners_of(statement: Statement) -> Partners:
    """The confirmed partners of a problem, cause or measure."""
    if isinstance(statement, Problem):
        return _of_problem(statement)
    if isinstance(statement, Cause):
        return Partners(problems=_problems(ProblemCause.objects.filter(cause=statement)))
    inside = [statement, *statement.parts.standing()]
    return Partners(
        problems=_problems(ProblemMeasure.objects.filter(measure=statement)), items=_items(inside)
    )


def _of_problem(problem: Problem) -> Partners:
    causes = problem.cause_links.filter(state=LinkState.CONFIRMED, cause__withdrawn_at=None)
    answers = problem.measure_links.filter(state=LinkState.CONFIRMED, measure__withdrawn_at=None)
    measures = [link.measure for link in answers.select_related("measure").order_by("measure__position")]
    parts = list(Measure.objects.filter(parent__in=measures).standing())
    return Partners(
        causes=[link.cause for link in causes.select_related("cause").order_by("cause__position")],
        measures=measures,
        items=_items([*measures, *parts]),
    )


def _problems(links: object) -> list[Problem]:
    confirmed = links.filter(state=LinkState.CONFIRMED, problem__withdrawn_at=None)
    return [link.problem for link in confirmed.select_related("problem").order_by("problem__position")]


def _items(measures: list[Measure]) -> list[Item]:
    rows = Item.objects.filter(measure__in=measures).standing().order_by("position")
    return list(rows.select_related("measure", "responsible_leader"))
