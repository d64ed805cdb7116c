"""The context of the page of one batch: columns, what each row will do, or what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator

from bihuan.domain.exchange.models import ImportBatch
from bihuan.domain.exchange.queries import earlier_batch
from bihuan.domain.organizations.models import Unit
from bihuan.domain.organizations.sheet import preparing
from bihuan.domain.organizations.sheet.columns import columns, label_of
from bihuan.domain.organizations.sheet.plans import What
from bihuan.web.sorting import sort_head

PAGE_SIZE = 50
WORDS = {
    What.WRONG: "有误",
    What.ASKED: "待确认",
    What.NEW: "新增",
    What.CHANGED: "修改",
    What.UNCHANGED: "不变",
}
TONES = {What.WRONG: "danger", What.ASKED: "warning"}
ORDER = {str(what): place for place, what in enumerate(What)}
SORTS = (("line", "行"), ("what", "会发生什么"))
OBJECTS = {
    "organizations.person": "人员",
    "organizations.post": "职务",
    "organizations.branchmembership": "所在支部",
    "organizations.teamseat": "班子席位",
}
#: Cells that the page shows under the name; the others stand in the list of what a new person gets.
SHOWN = ("unit", "title", "since", "branch", "order", "seat", "portfolio")
CHOICES = (("", "不导入"), *((column.code, column.label) for column in columns()))


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table as the page shows it; ``now`` is what it comes to by now, if that differs."""

    line: int
    what: str
    said: dict[str, str]
    stored: Mapping[str, Any]
    now: Mapping[str, Any] | None = None

    @property
    def word(self) -> str:
        return WORDS[What(self.what)]

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What a new person gets."""
        if self.what != What.NEW:
            return []
        return [(label_of(code), self.said[code]) for code in SHOWN if self.said.get(code)]

    @property
    def changes(self) -> list[tuple[str, str, str]]:
        if self.what == What.NEW:
            return []
        return [(label_of(code), before, after) for code, before, after in self.stored["changes"]]

    @property
    def errors(self) -> list[tuple[str, str, str]]:
        return _remarks(self.stored["errors"])

    @property
    def notes(self) -> list[tuple[str, str, str]]:
        return _remarks(self.stored["notes"])

    @property
    def now_word(self) -> str:
        return WORDS[What(self.now["what"])] if self.now else ""

    @property
    def now_told(self) -> list[str]:
        """What the row comes to by now, in words."""
        if not self.now:
            return []
        changed = [
            f"{label_of(code)}：{before or '（空）'} → {after or '（空）'}"
            for code, before, after in self.now["changes"]
        ]
        return changed + [sentence for _, _, sentence in (*self.now["errors"], *self.now["notes"])]


def open_context(
    batch: ImportBatch, unit: Unit, wanted: Mapping[str, str], *, stale: Collection[int] = ()
) -> dict[str, Any]:
    """The page of a batch that waits to be confirmed. ``stale`` are lines that the register has overtaken."""
    counts = Counter(row["what"] for row in batch.rows if "what" in row)
    show, search = wanted.get("show", ""), wanted.get("q", "").strip()
    rows = _wanted_rows(batch, show, search, stale)
    rows.sort(key=_order_of(wanted.get("sort", "")))
    page = Paginator(rows, PAGE_SIZE).get_page(wanted.get("page"))
    now = _now(batch, unit, stale)
    good, left_out = counts["new"] + counts["changed"], counts["wrong"] + counts["asked"]
    return {
        "rows": [_row(batch, stored, now) for stored in page],
        "page": page,
        "show": show,
        "search": search,
        "tiles": [_tile(what, counts[what]) for what in What],
        "chips": [_chip(what, counts[what], show, search) for what in (None, *What)],
        "sorts": [
            sort_head(name, label, sort=wanted.get("sort", ""), show=show, q=wanted.get("q", ""))
            for name, label in SORTS
        ],
        "good": good,
        "left_out": left_out,
        "told_left_out": _told(counts),
        "asked_here": any(row["what"] == What.ASKED for row in page),
        "heads": _heads(batch),
        "unmatched": sum(not head["code"] for head in _heads(batch)),
        "choices": CHOICES,
        "notes": batch.head["notes"],
        "other_sheets": [name for name in batch.head["other_sheets"] if name not in ("填写说明", "单位名称")],
        "earlier": earlier_batch(batch),
    }


def settled_context(batch: ImportBatch) -> dict[str, Any]:
    """The page of a batch that was imported, undone or dropped."""
    created = Counter(entry["type"] for entry in batch.outcome if entry["created"])
    changed = Counter(entry["type"] for entry in batch.outcome if not entry["created"])
    return {"results": [(label, created[kind], changed[kind]) for kind, label in OBJECTS.items()]}


def _wanted_rows(
    batch: ImportBatch, show: str, search: str, stale: Collection[int]
) -> list[Mapping[str, Any]]:
    rows = [row for row in batch.rows if "what" in row]
    if stale:
        return [row for row in rows if row["line"] in set(stale)]
    if show in ORDER:
        rows = [row for row in rows if row["what"] == show]
    elif not search:
        rows = [row for row in rows if row["what"] != What.UNCHANGED]
    return [row for row in rows if not search or any(search in text for text in row["cells"].values())]


def _order_of(sort: str) -> Any:
    """Rows with errors first; or by line, from either end."""
    sign = -1 if sort.startswith("-") else 1
    if sort.removeprefix("-") == "line":
        return lambda row: sign * row["line"]
    return lambda row: (sign * ORDER[row["what"]], row["line"])


def _row(batch: ImportBatch, stored: Mapping[str, Any], now: Mapping[int, Mapping[str, Any]]) -> Row:
    mapping = batch.head["mapping"]
    said = {mapping[column]: text for column, text in stored["cells"].items() if mapping.get(column)}
    return Row(stored["line"], stored["what"], said, stored, now.get(stored["line"]))


def _now(batch: ImportBatch, unit: Unit, stale: Collection[int]) -> dict[int, Mapping[str, Any]]:
    if not stale:
        return {}
    judged = preparing.judged(unit, batch.rows, batch.head)
    return {row["line"]: row for row in judged if row["line"] in set(stale)}


def _remarks(stored: list[list[str]]) -> list[tuple[str, str, str]]:
    return [(cell, label_of(code), sentence) for cell, code, sentence in stored]


def _tile(what: What, count: int) -> dict[str, Any]:
    return {
        "label": WORDS[what],
        "value": count,
        "tone": TONES.get(what, "") if count else "",
        "url": f"?show={what}" if count else "",
    }


def _chip(what: What | None, count: int, show: str, search: str) -> dict[str, Any]:
    fields = {"show": what or "", "q": search}
    query = urlencode({name: value for name, value in fields.items() if value})
    label = WORDS[what] if what else "除不变的以外"
    return {
        "label": label,
        "count": count,
        "url": f"?{query}",
        "current": show == (what or ""),
        "all": what is None,
    }


def _told(counts: Counter[str]) -> str:
    parts = ((counts["wrong"], "行有误"), (counts["asked"], "行待确认"))
    return "、".join(f"{count}{word}" for count, word in parts if count)


def _heads(batch: ImportBatch) -> list[dict[str, Any]]:
    mapping = batch.head["mapping"]
    return [{**head, "code": mapping.get(str(head["column"]), "")} for head in batch.head["heads"]]
