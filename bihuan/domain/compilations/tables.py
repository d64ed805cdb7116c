"""Ledgers on paper, A3 lying on its side: 整改台账 and 问题清单."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bihuan.core.document.paper import Cell, Table, date_words
from bihuan.domain.rectification.enums import OwnerRole
from bihuan.domain.rectification.models import Item
from bihuan.domain.rectification.view import Ledger

from . import wording
from .composition import Composition, Frame, Passage, composed, sources
from .promises import Promise, Promises, promises_of
from .sections.last_year import progress_words
from .tally import tally

LEDGER_HEAD = (
    ("序号", 0.5), ("对应方面", 1.6), ("问题", 2), ("原因", 1.6), ("整改措施", 3),
    ("责任领导", 0.9), ("牵头、责任人", 1.2), ("配合", 1), ("完成时限", 1.2), ("目标", 1.2), ("落实情况", 3),
)  # fmt: skip
PROBLEM_HEAD = (
    ("序号", 0.5), ("对应方面", 1.8), ("问题", 2), ("具体表现", 4), ("来源", 0.9),
    ("原因", 1.8), ("整改措施", 2.4),
)  # fmt: skip
NONE = "无"


def rectification_ledger(ledger: Ledger, frame: Frame) -> Composition:
    """整改台账: a row an item, the cells of a problem reaching over its items."""
    arranged = promises_of(ledger)
    rows = [
        row
        for number, promise in enumerate(arranged.promises, start=1)
        for row in _problem_rows(arranged, number, promise, frame)
    ]
    rows += [_loose_row(arranged, item, frame) for item in arranged.loose]
    counted = tally(ledger, today=frame.today)
    summary = (
        f"截至{date_words(frame.today)}，问题{counted.problems}个，措施{counted.items}项："
        f"已完成{counted.done}项，长期坚持{counted.ongoing}项，正在整改{counted.in_progress}项，"
        f"未开展{counted.not_started}项；其中已逾期{len(counted.overdue)}项"
    )
    return _composed(ledger, "整改台账", summary, _table(LEDGER_HEAD, rows), frame)


def problem_list(ledger: Ledger, frame: Frame) -> Composition:
    """问题清单: a row a problem."""
    arranged = promises_of(ledger)
    rows = [_listed(arranged, number, promise) for number, promise in enumerate(arranged.promises, start=1)]
    return _composed(ledger, "问题清单", f"共{len(rows)}个问题", _table(PROBLEM_HEAD, rows), frame)


def _composed(ledger: Ledger, name: str, summary: str, table: Table, frame: Frame) -> Composition:
    """The table alone: its caption holds the title, so that no upright page goes before it."""
    name = f"{ledger.cycle.year}年度民主生活会{name}"
    caption = f"{name}\n填报单位：{ledger.cycle.unit.name}　{summary}"
    passage = Passage(replace(table, caption=caption), sources(*ledger.problems, *ledger.items))
    return composed(name, [passage], frame=frame, title="")


def _table(head: tuple[tuple[str, float], ...], rows: list[tuple[Cell, ...]]) -> Table:
    return Table(
        widths=tuple(width for _, width in head),
        head=(tuple(Cell(words, align="center") for words, _ in head),),
        rows=tuple(rows),
        wide="A3",
    )


def _problem_rows(
    arranged: Promises, number: int, promise: Promise, frame: Frame
) -> Iterator[tuple[Cell, ...]]:
    span = max(len(promise.items), 1)
    lead = tuple(Cell(text, row_span=span) for text in (str(number), *_problem_words(promise)))
    if not promise.items:
        yield (*lead, Cell("没有对应的整改措施", column_span=7))
        return
    for at, item in enumerate(promise.items):
        yield (*(lead if at == 0 else ()), *_item_cells(arranged, item, frame))


def _loose_row(arranged: Promises, item: Item, frame: Frame) -> tuple[Cell, ...]:
    return (Cell(""), Cell("尚未与问题对应", column_span=3), *_item_cells(arranged, item, frame))


def _problem_words(promise: Promise) -> tuple[str, str, str]:
    aspect = promise.problem.aspect.title if promise.problem.aspect else ""
    weak = "（现有措施只是部分对应）" if promise.weak else ""
    causes = "；".join(cause.title for cause in promise.causes) or NONE
    return aspect, promise.problem.title + weak, causes


def _item_cells(arranged: Promises, item: Item, frame: Frame) -> tuple[Cell, ...]:
    owners = arranged.ledger.owners.get(item.pk, ())
    lead = [owner.name for owner in owners if owner.role == OwnerRole.LEAD]
    support = [owner.name for owner in owners if owner.role == OwnerRole.SUPPORT]
    contact = [item.contact.name] if item.contact else []
    words = (
        f"{item.measure.title}。{arranged.beyond_title(item.measure)}",
        item.responsible_leader.name if item.responsible_leader else "未明确",
        "、".join([*lead, *contact]) or "未明确",
        "、".join(support),
        wording.due_words(item) or "未明确",
        wording.target_words(item) or "未明确",
        progress_words(item, today=frame.today),
    )
    return tuple(Cell(text) for text in words)


def _listed(arranged: Promises, number: int, promise: Promise) -> tuple[Cell, ...]:
    aspect, title, causes = _problem_words(promise)
    shown = arranged.beyond_title(promise.problem)
    measures = "；".join(dict.fromkeys(item.measure.title for item in promise.items)) or NONE
    source = promise.problem.get_source_display()
    return tuple(Cell(text) for text in (str(number), aspect, title, shown, source, causes, measures))
