"""What an import will do: plans for problems, causes and measures, and what each row says about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bihuan.domain.rectification.models import Cause, Item, Measure, Problem, Statement

from .interpretation import SheetRow
from .owners import Owners


class What(StrEnum):
    """What will happen to the ledger because of one row."""

    NEW_PROBLEM = "new_problem"
    NEW_MEASURE = "new_measure"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Change:
    """One cell before and after."""

    code: str
    label: str
    before: str
    after: str


@dataclass(slots=True)
class CausePlan:
    """A cause to be added (``row`` is None until then), or one of the ledger whose wording may change."""

    row: Cause | None
    text: str

    @property
    def edited(self) -> bool:
        return self.row is not None and self.row.text != self.text


@dataclass(slots=True)
class ProblemPlan:
    """A problem to be added or changed. ``values``: its new field values; ``claims``: who set which cell."""

    row: Problem | None
    cells: dict[str, str]
    values: dict[str, Any] = field(default_factory=dict)
    claims: dict[str, tuple[str, int]] = field(default_factory=dict)
    aspect: str | None = None
    links: list[CausePlan] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        return self.row is not None and bool(self.values or self.aspect is not None)


@dataclass(slots=True)
class MeasurePlan:
    """A measure with its item, to be added or changed, and the problems that it will answer."""

    row: Measure | None
    item: Item | None
    cells: dict[str, str]
    before: Owners
    values: dict[str, Any] = field(default_factory=dict)
    item_values: dict[str, Any] = field(default_factory=dict)
    owners: Owners | None = None
    claims: dict[str, tuple[str, int]] = field(default_factory=dict)
    aspect: str | None = None
    links: list[ProblemPlan] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        return self.row is not None and bool(self.values or self.aspect is not None)

    @property
    def item_changed(self) -> bool:
        return self.item is not None and (bool(self.item_values) or self.owners is not None)


@dataclass(slots=True)
class RowPlan:
    """One row of the table, what will happen because of it, and what is wrong with it."""

    row: SheetRow
    what: What = What.UNCHANGED
    problem: ProblemPlan | None = None
    measure: MeasurePlan | None = None
    causes: list[CausePlan] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    outdated: bool = False

    @property
    def line(self) -> int:
        return self.row.line

    @property
    def acts(self) -> bool:
        return self.what not in (What.UNCHANGED, What.WRONG)


@dataclass(slots=True)
class Plan:
    rows: list[RowPlan] = field(default_factory=list)
    problems: list[ProblemPlan] = field(default_factory=list)
    measures: list[MeasurePlan] = field(default_factory=list)
    causes: list[CausePlan] = field(default_factory=list)

    def count(self, what: What) -> int:
        return sum(row.what is what for row in self.rows)

    def touched(self) -> list[Statement | Item]:
        """The standing rows of the ledger that will be changed."""
        problems = [plan.row for plan in self.problems if plan.row and plan.changed]
        measures = [plan.row for plan in self.measures if plan.row and plan.changed]
        items = [plan.item for plan in self.measures if plan.item and plan.item_changed]
        causes = [plan.row for plan in self.causes if plan.row and plan.edited]
        return [*problems, *causes, *measures, *items]
