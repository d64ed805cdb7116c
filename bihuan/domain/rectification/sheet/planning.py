"""Compare the rows of a table with the ledger, row by row. Reads only; nothing is written here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar
from uuid import UUID

from bihuan.domain.rectification.models import Item, Measure, Problem
from bihuan.domain.rectification.people import Register

from . import cells, columns, owners, wording
from .cause_cells import CauseCells
from .claims import change_of
from .index import LedgerIndex
from .interpretation import SheetRow
from .item_cells import plan_item_cells
from .keys import Stamp
from .plans import MeasurePlan, Plan, ProblemPlan, RowPlan, What
from .problem_cells import plan_problem_cells
from .problems import RowProblem
from .restoring import restore

Row = TypeVar("Row")

GONE = (
    "这一行的编号在本年度台账里找不到（可能已撤回，或属于别的年度）。"
    "如要作为新的一行导入，请清空“编号”那一格。"
)
BROKEN = "“编号”一格被改动过，认不出来。请恢复原样；如要作为新的一行导入，请清空这一格。"
OUTDATED = "这份表导出之后，台账里这一行又被改过，请逐项核对后再勾选。"


class Planner:
    """Plans row after row; rows that speak of the same problem or measure share one plan of it."""

    def __init__(self, index: LedgerIndex, register: Register, *, year: int) -> None:
        self.index, self.register, self.year = index, register, year
        self.plan = Plan()
        self.causes = CauseCells(index, self.plan.causes)
        self._problems: dict[object, ProblemPlan] = {}
        self._measures: dict[object, MeasurePlan] = {}
        self._lines: dict[object, int] = {}

    def add(self, row: SheetRow) -> RowPlan:
        planned = RowPlan(row)
        self.plan.rows.append(planned)
        try:
            self._plan(planned)
        except RowProblem as problem:
            planned.errors.append(str(problem))
        self._conclude(planned)
        return planned

    def _plan(self, planned: RowPlan) -> None:
        row = planned.row
        if row.broken_key:
            raise RowProblem(BROKEN)
        planned.problem = self._problem(row)
        if planned.problem:
            restore(row, planned.problem.cells)
            plan_problem_cells(planned, planned.problem, self.causes)
        planned.measure = self._measure(planned)
        if planned.measure:
            restore(row, planned.measure.cells)
            self._plan_measure(planned, planned.measure)
        if planned.problem is None and planned.measure is None:
            raise RowProblem("这一行没有问题表述，也没有整改措施。请补全，或删去这一行。")
        self._compare_versions(planned)

    def _problem(self, row: SheetRow) -> ProblemPlan | None:
        stamp = row.key.problem if row.key else None
        if stamp:
            return self._known_problem(self._found(self.index.problems, stamp))
        text = row.get("problem")
        if not text:
            return None
        found = self.index.problems_worded(text, row.get("aspect"))
        if len(found) > 1:
            raise RowProblem(
                "台账里有几条同样表述的问题，分不清是哪一条。请补上“对应方面”，或用导出的台账修改。"
            )
        return self._known_problem(found[0]) if found else self._new_problem(row)

    def _known_problem(self, problem: Problem) -> ProblemPlan:
        if problem.key not in self._problems:
            shown = cells.problem_cells(problem, self.index.causes[problem.pk])
            self._remember(ProblemPlan(problem, shown), problem.key)
        return self._problems[problem.key]

    def _new_problem(self, row: SheetRow) -> ProblemPlan:
        identity = wording.same(row.get("problem")), wording.same(row.get("aspect"))
        if identity not in self._problems:
            self._remember(ProblemPlan(None, {}), identity)
        return self._problems[identity]

    def _remember(self, plan: ProblemPlan, identity: object) -> None:
        self._problems[identity] = plan
        self.plan.problems.append(plan)

    def _measure(self, planned: RowPlan) -> MeasurePlan | None:
        row, problem = planned.row, planned.problem
        text = row.get("measure")
        if row.key and row.key.measure:
            if "measure" in row.said and not text:
                raise RowProblem("整改措施不能清空。撤回一条措施，请在台账页面办理，并写明理由。")
            return self._keyed_measure(row)
        if not text:
            self._refuse_stray_cells(row)
            return None
        self._refuse_twice(planned)
        found = self.index.carried_worded(problem.row if problem else None, text)
        if found:
            return self._known_measure(*found)
        if problem is None:
            planned.warnings.append("这条措施没有写对应的问题，导入后会列为“未对应问题”。")
        plan = MeasurePlan(None, None, {}, owners.Owners())
        self.plan.measures.append(plan)
        return plan

    def _keyed_measure(self, row: SheetRow) -> MeasurePlan:
        measure = self._found(self.index.measures, row.key.measure)
        item = self._found(self.index.items, row.key.item) if row.key.item else None
        return self._known_measure(measure, item)

    def _known_measure(self, measure: Measure, item: Item | None) -> MeasurePlan:
        identity = (measure.key, item.key if item else None)
        if identity not in self._measures:
            before = owners.current(item, self.index.owners_of(item))
            shown = cells.measure_cells(measure) | (cells.item_cells(item, before) if item else {})
            if measure.aspect:
                shown["aspect"] = measure.aspect.title
            plan = MeasurePlan(measure, item, shown, before)
            self._measures[identity] = plan
            self.plan.measures.append(plan)
        return self._measures[identity]

    def _plan_measure(self, planned: RowPlan, plan: MeasurePlan) -> None:
        if planned.problem and not self._answered(planned.problem, plan):
            plan.links.append(planned.problem)
            if plan.row:
                planned.changes.append(change_of("problem", "", planned.row.get("problem")))
        plan_item_cells(planned, plan, self.register, year=self.year)

    def _answered(self, problem: ProblemPlan, plan: MeasurePlan) -> bool:
        if any(linked is problem for linked in plan.links):
            return True
        carried = self.index.carried[problem.row.pk] if problem.row else []
        return plan.row is not None and any(measure.pk == plan.row.pk for measure, _ in carried)

    def _refuse_twice(self, planned: RowPlan) -> None:
        """Two rows without our key must not say the same measure for the same problem."""
        identity = (id(planned.problem), wording.same(planned.row.get("measure")))
        first = self._lines.setdefault(identity, planned.line)
        if first != planned.line:
            raise RowProblem(f"与第{first}行的问题和措施相同。请删去重复的一行，或把两行合为一行。")

    def _refuse_stray_cells(self, row: SheetRow) -> None:
        stray = [columns.label_of(code) for code in columns.ITEM_CODES if row.get(code)]
        if stray:
            raise RowProblem(f"填了{'、'.join(stray)}，但没有整改措施，无处登记。请补上这一行的整改措施。")

    def _found(self, rows: Mapping[UUID, Row], stamp: Stamp) -> Row:
        if stamp.key not in rows:
            raise RowProblem(GONE)
        return rows[stamp.key]

    def _compare_versions(self, planned: RowPlan) -> None:
        key = planned.row.key
        pairs = (
            (key and key.problem, planned.problem and planned.problem.row),
            (key and key.measure, planned.measure and planned.measure.row),
            (key and key.item, planned.measure and planned.measure.item),
        )
        planned.outdated = any(stamp and row and stamp.version != row.version for stamp, row in pairs)

    def _conclude(self, planned: RowPlan) -> None:
        planned.what = self._what(planned)
        if planned.outdated and planned.what is What.CHANGED:
            planned.warnings.append(OUTDATED)

    def _what(self, planned: RowPlan) -> What:
        if planned.errors:
            return What.WRONG
        if planned.problem and planned.problem.row is None and self._is_first(planned):
            return What.NEW_PROBLEM
        if planned.measure and planned.measure.row is None:
            return What.NEW_MEASURE
        return What.CHANGED if planned.changes or planned.causes else What.UNCHANGED

    def _is_first(self, planned: RowPlan) -> bool:
        return next(row for row in self.plan.rows if row.problem is planned.problem) is planned


def planned(rows: Iterable[SheetRow], index: LedgerIndex, register: Register, *, year: int) -> Plan:
    """Plan an import of the rows into the ledger. ``year`` is assumed where a limit names none."""
    planner = Planner(index, register, year=year)
    for row in rows:
        planner.add(row)
    return planner.plan
