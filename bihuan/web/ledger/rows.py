"""The ledger as a page shows it: problems by aspect, each with its causes and the items that answer it."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from bihuan.domain.cycles.models import Aspect
from bihuan.domain.rectification import coverage
from bihuan.domain.rectification.coverage import Gap
from bihuan.domain.rectification.enums import OwnerRole, Progress
from bihuan.domain.rectification.models import Cause, Item, ItemOwner, Measure, Problem
from bihuan.domain.rectification.view import Ledger

Marks = dict[tuple[str, int], list[Gap]]


@dataclass(slots=True)
class ItemRow:
    """An item with its owners and gaps. ``late``: its date has passed and it is not done."""

    item: Item
    leads: list[ItemOwner]
    supports: list[ItemOwner]
    gaps: list[Gap]
    late: bool
    weak: bool = False

    @property
    def status(self) -> str:
        return "overdue" if self.late else self.item.progress


@dataclass(slots=True)
class ProblemRow:
    problem: Problem
    causes: list[Cause]
    measures: list[Measure]
    items: list[ItemRow]
    gaps: list[Gap]
    waiting: int = 0

    @property
    def height(self) -> int:
        return max(1, len(self.items))


@dataclass(slots=True)
class AspectRows:
    aspect: Aspect | None
    problems: list[ProblemRow] = field(default_factory=list)


def marks(ledger: Ledger) -> Marks:
    """The gaps of every row of the ledger."""
    found: Marks = defaultdict(list)
    for each in coverage.gaps(ledger):
        found[each.row._meta.model_name, each.row.pk].append(each.gap)
    return found


def item_row(
    item: Item, ledger: Ledger, found: Marks, today: datetime.date, *, weak: bool = False
) -> ItemRow:
    owners = ledger.owners.get(item.pk, [])
    return ItemRow(
        item=item,
        leads=[owner for owner in owners if owner.role == OwnerRole.LEAD],
        supports=[owner for owner in owners if owner.role == OwnerRole.SUPPORT],
        gaps=found.get(("item", item.pk), []),
        late=is_late(item, today),
        weak=weak,
    )


def is_late(item: Item, today: datetime.date) -> bool:
    return item.due_date is not None and item.due_date < today and item.progress != Progress.DONE


def by_aspect(ledger: Ledger, today: datetime.date) -> list[AspectRows]:
    """Problems grouped by aspect, in order; problems without an aspect last."""
    found = marks(ledger)
    groups = {aspect.pk: AspectRows(aspect) for aspect in ledger.aspects}
    loose = AspectRows(None)
    for row in _problem_rows(ledger, found, today):
        groups.get(row.problem.aspect_id, loose).problems.append(row)
    return [group for group in [*groups.values(), loose] if group.problems]


def _problem_rows(ledger: Ledger, found: Marks, today: datetime.date) -> Iterable[ProblemRow]:
    causes, measures, waiting = _links_by_problem(ledger)
    items = _items_by_measure(ledger)
    for problem in ledger.problems:
        answers = measures[problem.pk]
        yield ProblemRow(
            problem=problem,
            causes=causes[problem.pk],
            measures=[link.measure for link in answers],
            items=[
                item_row(item, ledger, found, today, weak=link.weak)
                for link in answers
                for item in items[link.measure_id]
            ],
            gaps=found.get(("problem", problem.pk), []),
            waiting=waiting[problem.pk],
        )


def _links_by_problem(ledger: Ledger) -> tuple[dict, dict, dict]:
    causes, measures, waiting = defaultdict(list), defaultdict(list), defaultdict(int)
    for link in ledger.cause_links:
        if link.state == "confirmed":
            causes[link.problem_id].append(link.cause)
        waiting[link.problem_id] += link.state == "candidate"
    for link in ledger.measure_links:
        if link.state == "confirmed":
            measures[link.problem_id].append(link)
        waiting[link.problem_id] += link.state == "candidate"
    return causes, measures, waiting


def _items_by_measure(ledger: Ledger) -> dict[int, list[Item]]:
    """Items by their measure and by the group that it is a part of."""
    items: dict[int, list[Item]] = defaultdict(list)
    for item in ledger.items:
        items[item.measure_id].append(item)
        if item.measure.parent_id:
            items[item.measure.parent_id].append(item)
    return items


def loose_items(ledger: Ledger, today: datetime.date) -> list[ItemRow]:
    """Items whose measure answers no problem yet."""
    answering = {link.measure_id for link in ledger.measure_links if link.state == "confirmed"}
    found = marks(ledger)
    return [
        item_row(item, ledger, found, today)
        for item in ledger.items
        if item.measure_id not in answering and item.measure.parent_id not in answering
    ]
