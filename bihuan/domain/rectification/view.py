"""A cycle's whole ledger, loaded at once: the same number of queries however long it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from bihuan.domain.cycles.models import Aspect, Cycle

from .enums import LinkState
from .models import Account, Cause, Figure, Item, ItemOwner, Measure, Problem, ProblemCause, ProblemMeasure


@dataclass(slots=True)
class Ledger:
    """Standing rows of one cycle, in order, with their links both ways (by primary key)."""

    cycle: Cycle
    aspects: list[Aspect]
    problems: list[Problem]
    causes: list[Cause]
    measures: list[Measure]
    accounts: list[Account]
    items: list[Item]
    cause_links: list[ProblemCause]
    measure_links: list[ProblemMeasure]
    figures: list[Figure]
    owners: dict[int, list[ItemOwner]] = field(default_factory=dict)

    def leaves(self) -> list[Measure]:
        """Measures without parts: what items carry out."""
        groups = {measure.parent_id for measure in self.measures if measure.parent_id}
        return [measure for measure in self.measures if measure.pk not in groups]

    def links(self, *states: LinkState) -> Iterable[ProblemCause | ProblemMeasure]:
        return (link for link in [*self.cause_links, *self.measure_links] if link.state in states)

    def measures_of(self, problem: Problem, state: LinkState = LinkState.CONFIRMED) -> list[ProblemMeasure]:
        return [link for link in self.measure_links if link.problem_id == problem.pk and link.state == state]


def ledger_of(cycle: Cycle) -> Ledger:
    """Load a cycle's ledger: eleven queries."""
    problems = list(Problem.objects.filter(cycle=cycle).standing().order_by("position"))
    causes = list(Cause.objects.filter(cycle=cycle).standing().order_by("position"))
    measures = list(Measure.objects.filter(cycle=cycle).standing().order_by("position"))
    standing = {
        "problem__withdrawn_at": None,
        "problem__cycle": cycle,
    }
    cause_links = ProblemCause.objects.filter(**standing, cause__withdrawn_at=None)
    measure_links = ProblemMeasure.objects.filter(**standing, measure__withdrawn_at=None)
    ledger = Ledger(
        cycle=cycle,
        aspects=list(cycle.aspects.order_by("position")),
        problems=problems,
        causes=causes,
        measures=measures,
        accounts=list(Account.objects.filter(cycle=cycle).standing().order_by("position")),
        items=_items(cycle),
        cause_links=list(cause_links.order_by("problem__position", "-score", "pk")),
        measure_links=list(measure_links.order_by("problem__position", "-score", "pk")),
        figures=list(Figure.objects.filter(cycle=cycle).select_related("fact__unit").order_by("start", "pk")),
    )
    _share_rows(ledger)
    ledger.owners = _owners(cycle)
    return ledger


def _items(cycle: Cycle) -> list[Item]:
    rows = Item.objects.filter(cycle=cycle, measure__withdrawn_at=None).standing()
    rows = rows.select_related("responsible_leader", "contact")
    return list(rows.order_by("position", "pk"))


def _owners(cycle: Cycle) -> dict[int, list[ItemOwner]]:
    owners: dict[int, list[ItemOwner]] = defaultdict(list)
    rows = ItemOwner.objects.filter(item__cycle=cycle).standing().select_related("person", "owner_unit")
    for owner in rows.order_by("role", "pk"):
        owners[owner.item_id].append(owner)
    return dict(owners)


def _share_rows(ledger: Ledger) -> None:
    """Let rows point at each other's loaded objects instead of asking the database again."""
    aspects = {row.pk: row for row in ledger.aspects}
    measures = {row.pk: row for row in ledger.measures}
    causes = {row.pk: row for row in ledger.causes}
    problems = {row.pk: row for row in ledger.problems}
    for row in [*ledger.problems, *ledger.causes, *ledger.measures, *ledger.items]:
        row.unit, row.cycle = ledger.cycle.unit, ledger.cycle
    for row in [*ledger.problems, *ledger.causes, *ledger.measures]:
        row.aspect = aspects.get(row.aspect_id)
    for measure in ledger.measures:
        measure.parent = measures.get(measure.parent_id)
    for item in ledger.items:
        item.measure = measures[item.measure_id]
    for link in ledger.cause_links:
        link.problem, link.cause = problems[link.problem_id], causes[link.cause_id]
    for link in ledger.measure_links:
        link.problem, link.measure = problems[link.problem_id], measures[link.measure_id]
