"""The cell of causes: one line a cause where a problem has several; the same wording is the same cause."""

from __future__ import annotations

from bihuan.domain.rectification.models import Cause

from . import wording
from .index import LedgerIndex
from .plans import CausePlan, ProblemPlan, RowPlan
from .problems import RowProblem


class CauseCells:
    """Plans causes. Problems that name the same cause share one plan of it."""

    def __init__(self, index: LedgerIndex, plans: list[CausePlan]) -> None:
        self.index, self.plans = index, plans
        self._known: dict[object, CausePlan] = {}

    def plan(self, planned: RowPlan, problem: ProblemPlan, text: str) -> bool:
        """Plan what the cell changes; whether it changes anything.

        :raises RowProblem: if the cell leaves open which cause is meant.
        """
        before = self.index.causes[problem.row.pk] if problem.row else []
        if wording.same(text) == wording.same(problem.cells.get("cause", "")):
            return False
        if not text:
            raise RowProblem("原因不能清空。取消问题与原因的对应，请在台账页面办理。")
        if not before:
            self._link(planned, problem, text)
            return True
        self._edit(planned, before, text)
        return True

    def _link(self, planned: RowPlan, problem: ProblemPlan, text: str) -> None:
        known = self.index.causes_by_wording.get(wording.same(text))
        plan = self._of(known) if known else self._new(text)
        problem.links.append(plan)
        planned.causes.append(plan)

    def _edit(self, planned: RowPlan, before: list[Cause], text: str) -> None:
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        wordings = lines if len(lines) == len(before) else [text]
        if len(wordings) != len(before):
            raise RowProblem(
                f"这个问题在台账里对应{len(before)}条原因（每条一行），表中写了{len(lines)}行。"
                "增减原因请在台账页面办理。"
            )
        for cause, line in zip(before, wordings, strict=True):
            if wording.one_line(cause.text) != wording.one_line(line):
                self._reword(planned, cause, line)

    def _reword(self, planned: RowPlan, cause: Cause, text: str) -> None:
        plan = self._of(cause)
        if plan.edited and plan.text != text:
            raise RowProblem("同一条原因在表中有两种改法。这条原因对应几个问题，请把几处改成一样。")
        plan.text = text
        planned.causes.append(plan)
        shared = sum(cause in causes for causes in self.index.causes.values())
        if shared > 1:
            planned.warnings.append(f"这条原因对应{shared}个问题，改动会同时用于这{shared}个问题。")

    def _of(self, cause: Cause) -> CausePlan:
        return self._known.get(cause.key) or self._kept(cause.key, CausePlan(cause, cause.text))

    def _new(self, text: str) -> CausePlan:
        identity = wording.same(text)
        return self._known.get(identity) or self._kept(identity, CausePlan(None, text))

    def _kept(self, identity: object, plan: CausePlan) -> CausePlan:
        self._known[identity] = plan
        self.plans.append(plan)
        return plan
