"""The context of the page of one batch: columns, what each row will do, or what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from bihuan.domain.exchange.models import ImportBatch
from bihuan.domain.exchange.queries import earlier_batch
from bihuan.domain.organizations.models import Unit
from bihuan.domain.rectification.sheet import queries
from bihuan.domain.rectification.sheet.columns import MAPPABLE, label_of
from bihuan.domain.rectification.sheet.plans import Plan, RowPlan, What

WORDS = {
    What.NEW_PROBLEM: "新增问题",
    What.NEW_MEASURE: "新增措施",
    What.CHANGED: "修改",
    What.UNCHANGED: "不变",
    What.WRONG: "有误",
}
TONES = {What.WRONG: "danger", What.CHANGED: "warning"}
OBJECTS = {
    "rectification.problem": "问题",
    "rectification.cause": "原因",
    "rectification.measure": "措施",
    "rectification.item": "整改事项",
}
CHOICES = (
    ("", "不导入"),
    *((code, label_of(code)) for code in MAPPABLE),
    ("number", "序号"),
    ("key", "编号"),
)


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One row of the table as the page shows it."""

    plan: RowPlan
    checked: bool
    stale: bool

    @property
    def word(self) -> str:
        return WORDS[self.plan.what]

    @property
    def problem(self) -> str:
        return self._wording("problem", self.plan.problem)

    @property
    def measure(self) -> str:
        return self._wording("measure", self.plan.measure)

    def _wording(self, code: str, planned: Any) -> str:
        return self.plan.row.get(code) or (planned.cells.get(code, "") if planned else "")


def open_context(
    batch: ImportBatch,
    unit: Unit,
    *,
    show: str = "",
    stale: Collection[int] = (),
    chosen: Collection[int] | None = None,
) -> dict[str, Any]:
    """The page of a batch that waits to be confirmed. ``stale`` are lines that the ledger has overtaken."""
    plan = queries.plan_of(batch, unit)
    unchanged = show == What.UNCHANGED
    rows = [row for row in plan.rows if (row.what is What.UNCHANGED) == unchanged]
    shown = [PreviewRow(row, _checked(row, stale, chosen), row.line in stale) for row in rows]
    return {
        "rows": shown,
        "show_unchanged": unchanged,
        "tiles": _tiles(plan),
        "chosen_count": sum(row.checked for row in shown),
        "acting_count": sum(row.acts for row in plan.rows),
        "heads": _heads(batch),
        "unmatched": sum(not code for code in _codes(batch)),
        "choices": CHOICES,
        "notes": batch.head["notes"],
        "other_sheets": batch.head["other_sheets"],
        "earlier": earlier_batch(batch),
        "warning_count": sum(bool(row.warnings) for row in plan.rows),
    }


def settled_context(batch: ImportBatch) -> dict[str, Any]:
    """The page of a batch that was imported, undone or dropped."""
    created = Counter(entry["type"] for entry in batch.outcome if entry["created"])
    changed = Counter(entry["type"] for entry in batch.outcome if not entry["created"])
    results = [(label, created[kind], changed[kind]) for kind, label in OBJECTS.items()]
    return {"results": results}


def _checked(row: RowPlan, stale: Collection[int], chosen: Collection[int] | None) -> bool:
    if not row.acts or row.line in stale:
        return False
    return not row.outdated if chosen is None else row.line in chosen


def _tiles(plan: Plan) -> list[dict[str, Any]]:
    return [
        {
            "label": WORDS[what],
            "value": plan.count(what),
            "tone": TONES.get(what, "") if plan.count(what) else "",
        }
        for what in What
    ]


def _codes(batch: ImportBatch) -> list[str]:
    return [batch.head["mapping"].get(str(head["column"]), "") for head in batch.head["heads"]]


def _heads(batch: ImportBatch) -> list[dict[str, Any]]:
    return [
        {"column": head["column"], "text": head["text"], "code": code}
        for head, code in zip(batch.head["heads"], _codes(batch), strict=True)
    ]
