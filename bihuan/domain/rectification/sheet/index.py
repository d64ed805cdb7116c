"""A ledger ready to be written down row by row, and to be looked up by key and by wording."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from uuid import UUID

from bihuan.domain.cycles.models import Cycle
from bihuan.domain.rectification.enums import LinkState
from bihuan.domain.rectification.models import Cause, Item, ItemOwner, Measure, Problem
from bihuan.domain.rectification.view import Ledger, ledger_of

from . import wording
from .restoring import wordings

Carried = tuple[Measure, Item | None]


@dataclass(slots=True)
class LedgerIndex:
    """A ledger by key, by wording and in rows. Of a year without a ledger everything is empty."""

    ledger: Ledger | None = None
    problems: dict[UUID, Problem] = field(default_factory=dict)
    measures: dict[UUID, Measure] = field(default_factory=dict)
    items: dict[UUID, Item] = field(default_factory=dict)
    causes: dict[int, list[Cause]] = field(default_factory=lambda: defaultdict(list))
    carried: dict[int, list[Carried]] = field(default_factory=lambda: defaultdict(list))
    unlinked: list[Carried] = field(default_factory=list)
    problems_by_wording: dict[str, list[Problem]] = field(default_factory=lambda: defaultdict(list))
    causes_by_wording: dict[str, Cause] = field(default_factory=dict)

    def owners_of(self, item: Item | None) -> list[ItemOwner]:
        return self.ledger.owners.get(item.pk, []) if self.ledger and item else []

    def problems_worded(self, text: str, aspect: str) -> list[Problem]:
        """Problems of this wording; with an aspect only those of it."""
        found = self.problems_by_wording.get(wording.same(text), [])
        in_aspect = [
            row for row in found if row.aspect and wording.same(row.aspect.title) == wording.same(aspect)
        ]
        return in_aspect if aspect and in_aspect else [row for row in found if not aspect or not row.aspect]

    def carried_worded(self, problem: Problem | None, text: str) -> Carried | None:
        """The measure of this wording that answers the problem, or one that answers none yet."""
        linked = self.carried.get(problem.pk, []) if problem else []
        same = wording.same(text)
        return next((pair for pair in (*linked, *self.unlinked) if same in wordings(pair[0].text)), None)


def index_of(cycle: Cycle | None) -> LedgerIndex:
    """Load a cycle's ledger and index it."""
    if cycle is None:
        return LedgerIndex()
    ledger = ledger_of(cycle)
    index = LedgerIndex(
        ledger,
        {row.key: row for row in ledger.problems},
        {row.key: row for row in ledger.measures},
        {row.key: row for row in ledger.items},
    )
    _index_links(index, ledger)
    _index_wording(index, ledger)
    return index


def _index_links(index: LedgerIndex, ledger: Ledger) -> None:
    pairs = _carried_by_measure(ledger)
    answered: set[int] = set()
    ordered = sorted(ledger.measure_links, key=lambda link: (link.measure.position, link.pk))
    for link in ordered:
        if link.state == LinkState.CONFIRMED:
            index.carried[link.problem_id] += pairs[link.measure_id]
            answered |= {measure.pk for measure, _ in pairs[link.measure_id]}
    for link in sorted(ledger.cause_links, key=lambda link: (link.cause.position, link.pk)):
        if link.state == LinkState.CONFIRMED:
            index.causes[link.problem_id].append(link.cause)
    for leaf in ledger.leaves():
        if leaf.pk not in answered:
            index.unlinked += pairs[leaf.pk]


def _carried_by_measure(ledger: Ledger) -> dict[int, list[Carried]]:
    """The leaves of each measure (itself, or its parts) with the items that carry them out."""
    items: dict[int, list[Item]] = defaultdict(list)
    for item in ledger.items:
        items[item.measure_id].append(item)
    pairs: dict[int, list[Carried]] = defaultdict(list)
    for leaf in ledger.leaves():
        own: list[Carried] = [(leaf, item) for item in items[leaf.pk]] or [(leaf, None)]
        pairs[leaf.pk] += own
        if leaf.parent_id:
            pairs[leaf.parent_id] += own
    return pairs


def _index_wording(index: LedgerIndex, ledger: Ledger) -> None:
    for row in ledger.problems:
        for way in wordings(row.text, row.title, wording.statement(row.text, row.example)):
            index.problems_by_wording[way].append(row)
    for cause in ledger.causes:
        for way in wordings(cause.text):
            index.causes_by_wording.setdefault(way, cause)
