"""上年度整改措施落实情况: what was promised, by whom, until when, what was done, and plainly what was not.

Nothing is made up: outcomes and reasons stand as they were entered, and where nothing was entered it says so.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from bihuan.core.document.paper import date_words
from bihuan.domain.rectification.enums import Progress
from bihuan.domain.rectification.models import Item, Measure, Problem
from bihuan.domain.rectification.view import Ledger

from .. import wording
from ..composition import Passage, heading, paragraph
from ..promises import Promise, Promises, promises_of, quoted, sentence
from ..tally import is_overdue, tally

NO_OWNER, NO_DATE, NO_TARGET = "未明确责任人", "未明确时限", "未明确目标"
NO_REASON, NO_PROGRESS, NO_OUTCOME = "未填写原因", "未填写进展", "未填写结果"


def section(ledger: Ledger, *, today: datetime.date, level: int = 2) -> list[Passage]:
    """The section below its own heading; ``level`` is that of the headings of the aspects."""
    arranged = promises_of(ledger)
    return [
        *_overview(arranged, today),
        *_by_aspect(arranged, today, level),
        *_loose(arranged, today, level),
    ]


def _overview(arranged: Promises, today: datetime.date) -> Iterator[Passage]:
    ledger, counted = arranged.ledger, tally(arranged.ledger, today=today)
    yield paragraph(
        f"{ledger.cycle.year}年度民主生活会查摆问题{counted.problems}个，制定整改措施{counted.items}项。"
        f"截至{date_words(today)}，已完成{counted.done}项，长期坚持{counted.ongoing}项，"
        f"正在整改{counted.in_progress}项，未开展{counted.not_started}项；"
        f"其中已逾期{len(counted.overdue)}项。",
        *ledger.problems,
        *ledger.items,
    )
    if counted.overdue:
        named = _named([item.measure for item in counted.overdue])
        yield paragraph(f"已逾期的措施为：{named}。", *counted.overdue)
    unanswered = [promise.problem for promise in arranged.promises if not promise.items]
    if unanswered:
        yield paragraph(f"没有对应整改措施的问题{len(unanswered)}个：{_named(unanswered)}。", *unanswered)
    weak = [promise.problem for promise in arranged.promises if promise.weak]
    if weak:
        yield paragraph(f"整改措施只是部分对应的问题{len(weak)}个：{_named(weak)}。", *weak)


def _by_aspect(arranged: Promises, today: datetime.date, level: int) -> Iterator[Passage]:
    told: dict[int, Problem] = {}
    for aspect, promises in arranged.by_aspect():
        yield heading(level, _aspect_heading(aspect))
        for promise in promises:
            yield heading(
                level + 1, f"关于{quoted(promise.problem.title)}的问题。", _lead(promise), [promise.problem]
            )
            yield from _items(arranged, promise, told, today, level + 2)


def _lead(promise: Promise) -> str:
    if not promise.items:
        return "该问题没有对应的整改措施。"
    count = f"对应整改措施{len(promise.items)}项。"
    return count + ("现有措施只是部分对应该问题。" if promise.weak else "")


def _items(
    arranged: Promises, promise: Promise, told: dict[int, Problem], today: datetime.date, level: int
) -> Iterator[Passage]:
    """Every item in full where it comes first; after that only how it stands and where it was told."""
    for item in promise.items:
        if item.pk in told:
            text = f"{item.get_progress_display()}，详见{quoted(told[item.pk].title)}的问题。"
        else:
            text = _in_full(arranged, item, today)
            told[item.pk] = promise.problem
        yield heading(level, f"{item.measure.title}。", text, [item])


def _loose(arranged: Promises, today: datetime.date, level: int) -> Iterator[Passage]:
    if not arranged.loose:
        return
    yield heading(level, "尚未与问题对应的整改措施")
    for item in arranged.loose:
        yield heading(level + 1, f"{item.measure.title}。", _in_full(arranged, item, today), [item])


def _in_full(arranged: Promises, item: Item, today: datetime.date) -> str:
    promised = arranged.beyond_title(item.measure)
    terms = [
        arranged.owners(item) or NO_OWNER,
        f"时限：{wording.due_words(item)}" if wording.due_words(item) else NO_DATE,
        f"目标：{wording.target_words(item)}" if wording.target_words(item) else NO_TARGET,
    ]
    return (
        (f"原定措施：{promised}" if promised else "")
        + sentence("；".join(terms))
        + f"落实情况：{progress_words(item, today=today)}"
    )


def progress_words(item: Item, *, today: datetime.date) -> str:
    """How far an item is, in whole sentences."""
    late = f"已超过{date_words(item.due_date)}的时限，" if is_overdue(item, today=today) else ""
    state, outcome = item.get_progress_display(), sentence(item.outcome)
    if item.progress == Progress.DONE:
        return f"{state}。{outcome}" if outcome else f"{state}，{NO_OUTCOME}。"
    if item.progress == Progress.ONGOING:
        return f"{state}。{outcome}" if outcome else f"{state}，{NO_PROGRESS}。"
    reason = sentence(item.shortfall_reason)
    why = f"未完成的原因：{reason}" if reason else f"{NO_REASON}。"
    if item.progress == Progress.NOT_STARTED:
        return f"{late}{state}。{outcome}{why}"
    return f"{late}{state}。{outcome or NO_PROGRESS + '。'}{why}"


def _aspect_heading(aspect: str) -> str:
    if not aspect:
        return "其他方面"
    return aspect if aspect.endswith("方面") else f"{aspect}方面"


def _named(rows: Iterable[Problem | Measure]) -> str:
    return "、".join(quoted(row.title) for row in rows)
