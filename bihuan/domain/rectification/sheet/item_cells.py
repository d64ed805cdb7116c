"""The cells of a row that speak of its measure: wording, target, owners, time limit, progress."""

from __future__ import annotations

import copy
from typing import Any

from bihuan.domain.rectification import lifecycle
from bihuan.domain.rectification.enums import Progress
from bihuan.domain.rectification.models import Item
from bihuan.domain.rectification.people import Register

from . import cells, columns, dues, owners, targets, wording
from .claims import aspect_of, change_of, changed_codes
from .plans import MeasurePlan, RowPlan
from .problems import RowProblem

TEXTS = {"outcome": "outcome", "evidence": "evidence_note", "shortfall": "shortfall_reason"}


def plan_item_cells(planned: RowPlan, plan: MeasurePlan, register: Register, *, year: int) -> None:
    """Plan what the row changes in its measure and its item.

    :raises RowProblem: if a cell cannot be taken over.
    """
    said = dict(planned.row.said)
    if plan.row and not (planned.row.key and planned.row.key.measure):
        said.pop("measure", None)
    _plan_measure_cells(planned, plan, said)
    codes = changed_codes(plan, said, columns.ITEM_CODES, line=planned.line)
    values = _values(codes, said, plan, year)
    plan.item_values |= {name: value for name, value in values.items() if value != _before(plan.item, name)}
    if values.get("due_text") and not values["due_kind"]:
        planned.warnings.append(f"完成时限“{values['due_text']}”没有认出是哪一天或哪一类，按原文保留。")
    _plan_owners(planned, plan, said, codes, register)
    _require_sound(plan)
    _note_changes(planned, plan, codes)


def _plan_measure_cells(planned: RowPlan, plan: MeasurePlan, said: dict[str, str]) -> None:
    codes: tuple[str, ...] = ("measure",) if planned.problem else ("measure", "aspect")
    for code in changed_codes(plan, said, codes, line=planned.line):
        if code == "measure":
            title = wording.title_of(said["measure"], plan.row.title if plan.row else "")
            plan.values |= {"text": said["measure"], "title": title}
        else:
            plan.aspect = aspect_of(said["aspect"])
        planned.changes.append(change_of(code, plan.cells.get(code, ""), said[code]))


def _values(codes: list[str], said: dict[str, str], plan: MeasurePlan, year: int) -> dict[str, Any]:
    values: dict[str, Any] = {TEXTS[code]: said[code] for code in codes if code in TEXTS}
    if "target" in codes:
        values |= targets.parsed(said["target"])
    if "due" in codes or "due_kind" in codes:
        limit = said.get("due", plan.cells.get("due", ""))
        kind = said["due_kind"] if "due_kind" in codes else ""
        values |= dues.parsed(kind, limit, before=plan.item.due_kind if plan.item else "", year=year)
    if "progress" in codes:
        values["progress"] = _progress(said["progress"], plan.item)
    return values


def _progress(text: str, item: Item | None) -> Progress:
    code = columns.words_of("progress").get(columns.bare(text))
    if code is None:
        shown = f"“{text[:20]}”认不出来" if text else "是空的"
        raise RowProblem(f"进展{shown}，请改为：{'、'.join(Progress.labels)}。")
    wanted = Progress(code)
    if item and item.progress != wanted and lifecycle.move_between(item.progress, wanted) is None:
        raise RowProblem(f"进展不能从“{Progress(item.progress).label}”直接改为“{wanted.label}”。")
    return wanted


def _plan_owners(
    planned: RowPlan, plan: MeasurePlan, said: dict[str, str], codes: list[str], register: Register
) -> None:
    if not set(codes) & set(owners.CODES):
        return
    named = {code: text for code, text in said.items() if code in owners.CODES}
    after = owners.parsed(named, plan.owners or plan.before, register)
    if after != plan.before:
        plan.owners = after
        planned.warnings += [
            f"“{name}”不在人员和单位名册里，会按原文记在“{place}”，请核对。"
            for place, name in owners.unknown(after, register)
            if name not in (*plan.before.leads, *plan.before.supports)
        ]


def _require_sound(plan: MeasurePlan) -> None:
    progress = plan.item_values.get("progress")
    outcome = plan.item_values.get("outcome", plan.item.outcome if plan.item else "")
    if progress == Progress.DONE and not outcome.strip():
        raise RowProblem("标为“已完成”的，要在“完成情况”里写明做了什么、结果如何。")


def _note_changes(planned: RowPlan, plan: MeasurePlan, codes: list[str]) -> None:
    """Say what will differ: the rendering before beside the rendering after."""
    if not plan.item_values and plan.owners is None:
        return
    after = copy.copy(plan.item) if plan.item else Item()
    for name, value in plan.item_values.items():
        setattr(after, name, value)
    held = plan.owners or plan.before
    after.responsible_leader, after.contact = held.leader, held.contact
    rendered = cells.item_cells(after, held)
    if plan.item is None:
        rendered = {
            code: text for code, text in rendered.items() if code in planned.row.said or _derived(code)
        }
    noted = {change.code for change in planned.changes}
    for code, text in rendered.items():
        before = plan.cells.get(code, "")
        if text != before and code not in noted and (code in codes or _derived(code)):
            planned.changes.append(change_of(code, before, text))


def _derived(code: str) -> bool:
    """Cells that may change because another one does: the kind of a limit, names that move to 牵头单位."""
    return code in ("due_kind", "lead")


def _before(item: Item | None, name: str) -> Any:
    return getattr(item, name) if item else Item._meta.get_field(name).get_default()
