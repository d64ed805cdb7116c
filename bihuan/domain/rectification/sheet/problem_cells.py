"""The cells of a row that speak of its problem: source, aspect, wording, examples, causes."""

from __future__ import annotations

from bihuan.domain.rectification.enums import Source

from . import columns, wording
from .cause_cells import CauseCells
from .claims import aspect_of, change_of, changed_codes
from .plans import ProblemPlan, RowPlan
from .problems import RowProblem


def plan_problem_cells(planned: RowPlan, plan: ProblemPlan, causes: CauseCells) -> None:
    """Plan what the row changes in its problem.

    :raises RowProblem: if a cell cannot be taken over.
    """
    said = dict(planned.row.said)
    if plan.row and not (planned.row.key and planned.row.key.problem):
        said.pop("problem", None)
    if "problem" in said and not said["problem"]:
        raise RowProblem("问题表述不能清空。撤回一个问题，请在台账页面办理，并写明理由。")
    codes = changed_codes(plan, said, columns.PROBLEM_CODES, line=planned.line)
    if "problem" in codes or "example" in codes:
        _plan_wording(plan, said)
    if "source" in codes:
        codes = _plan_source(planned, plan, said["source"], codes)
    if "aspect" in codes:
        plan.aspect = aspect_of(said["aspect"])
    if "cause" in codes and not causes.plan(planned, plan, said["cause"]):
        codes.remove("cause")
    planned.changes += [change_of(code, plan.cells.get(code, ""), said[code]) for code in codes]


def _plan_wording(plan: ProblemPlan, said: dict[str, str]) -> None:
    text = said.get("problem", plan.cells.get("problem", ""))
    example = said.get("example", plan.cells.get("example", ""))
    row = plan.row
    if row:
        text = wording.text_with(row.text, row.example, text, example)
    plan.values |= {"text": text, "title": wording.title_of(text, row.title if row else "")}
    plan.values["example"] = example


def _plan_source(planned: RowPlan, plan: ProblemPlan, text: str, codes: list[str]) -> list[str]:
    code = columns.words_of("sources").get(columns.bare(text))
    if code and not (plan.row and plan.row.source == code):
        plan.values["source"] = Source(code)
        return codes
    if not code:
        labels = "、".join(Source.labels)
        shown = f"“{text[:20]}”认不出来" if text else "是空的"
        planned.warnings.append(f"来源{shown}，没有导入这一格。可用的写法：{labels}。")
    return [each for each in codes if each != "source"]
