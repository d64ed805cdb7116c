"""What is missing between problems, causes, measures and items: each gap marked, counted and named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from .enums import DueKind, LinkState
from .models import Figure, Item, Statement
from .view import Ledger


class Gap(StrEnum):
    """Kinds of gap; the value is what people read."""

    NO_CAUSE = "问题没有原因"
    NO_MEASURE = "问题没有措施"
    WEAK_MEASURE = "问题的措施偏弱"
    UNUSED_CAUSE = "原因没有对应问题"
    UNUSED_MEASURE = "措施没有对应问题"
    NO_OWNER = "措施没有责任人"
    NO_DATE = "措施没有时限"
    NO_TARGET = "措施没有目标"
    UNKNOWN_OWNER = "责任人不在名册中"
    MASKED_FIGURE = "隐去的数字未补"

    @property
    def code(self) -> str:
        """The name that stands in addresses."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Found:
    """One gap at one row of the ledger."""

    gap: Gap
    row: Statement | Item | Figure


def gaps(ledger: Ledger) -> list[Found]:
    """Every gap of the ledger, kind by kind, rows in order. Candidates close no gap: a person confirms."""
    return [Found(gap, row) for gap, find in FINDERS.items() for row in find(ledger)]


def counts(found: list[Found]) -> dict[Gap, int]:
    """How many gaps of each kind there are, zero included."""
    return {gap: sum(1 for each in found if each.gap is gap) for gap in Gap}


def by_row(found: list[Found]) -> dict[UUID, list[Gap]]:
    """The gaps of each row, by the row's key."""
    rows: dict[UUID, list[Gap]] = defaultdict(list)
    for each in found:
        rows[each.row.key].append(each.gap)
    return rows


def _without_cause(ledger: Ledger) -> Iterator[Statement]:
    linked = {link.problem_id for link in ledger.cause_links if link.state == LinkState.CONFIRMED}
    return (problem for problem in ledger.problems if problem.pk not in linked)


def _without_measure(ledger: Ledger) -> Iterator[Statement]:
    linked = {link.problem_id for link in ledger.measure_links if link.state == LinkState.CONFIRMED}
    return (problem for problem in ledger.problems if problem.pk not in linked)


def _weakly_answered(ledger: Ledger) -> Iterator[Statement]:
    weak: dict[int, bool] = {}
    for link in ledger.measure_links:
        if link.state == LinkState.CONFIRMED:
            weak[link.problem_id] = weak.get(link.problem_id, True) and link.weak
    return (problem for problem in ledger.problems if weak.get(problem.pk, False))


def _unused_causes(ledger: Ledger) -> Iterator[Statement]:
    used = {link.cause_id for link in ledger.cause_links if link.state == LinkState.CONFIRMED}
    return (cause for cause in ledger.causes if cause.pk not in used)


def _unused_measures(ledger: Ledger) -> Iterator[Statement]:
    """A group is used with any of its parts, a part with its group."""
    used = {link.measure_id for link in ledger.measure_links if link.state == LinkState.CONFIRMED}
    groups = {measure.parent_id for measure in ledger.measures if measure.pk in used}
    return (
        measure
        for measure in ledger.measures
        if not {measure.pk, measure.parent_id} & used and measure.pk not in groups
    )


def _without_owner(ledger: Ledger) -> Iterator[Item]:
    return (
        item
        for item in ledger.items
        if not (item.responsible_leader_id or item.contact_id or ledger.owners.get(item.pk))
    )


def _without_date(ledger: Ledger) -> Iterator[Item]:
    return (item for item in ledger.items if item.due_kind == DueKind.NONE and item.due_date is None)


def _without_target(ledger: Ledger) -> Iterator[Item]:
    return (item for item in ledger.items if item.target_value is None and not item.end_state)


def _with_unknown_owner(ledger: Ledger) -> Iterator[Item]:
    return (item for item in ledger.items if any(not owner.known for owner in ledger.owners.get(item.pk, ())))


def _masked(ledger: Ledger) -> Iterator[Figure]:
    return (figure for figure in ledger.figures if figure.masked and figure.filled_value is None)


FINDERS: dict[Gap, Callable[[Ledger], Iterator[Statement | Item | Figure]]] = {
    Gap.NO_CAUSE: _without_cause,
    Gap.NO_MEASURE: _without_measure,
    Gap.WEAK_MEASURE: _weakly_answered,
    Gap.UNUSED_CAUSE: _unused_causes,
    Gap.UNUSED_MEASURE: _unused_measures,
    Gap.NO_OWNER: _without_owner,
    Gap.NO_DATE: _without_date,
    Gap.NO_TARGET: _without_target,
    Gap.UNKNOWN_OWNER: _with_unknown_owner,
    Gap.MASKED_FIGURE: _masked,
}
