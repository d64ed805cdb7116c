"""Read a document: its kind, outline, items, links, and what was left over."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bihuan.core.document.model import Document
from bihuan.core.reading import assignments as assigning
from bihuan.core.reading import details, front, kind, leftovers, links, outline, segments, tables, tree
from bihuan.core.reading.drafts import Context, DraftItem, keep_apart
from bihuan.core.reading.front import Frame
from bihuan.core.reading.lines import lines
from bihuan.core.reading.model import Kind, Reading, Span
from bihuan.core.reading.tree import Node
from bihuan.core.text import dates

_PLANS = (Kind.RECTIFICATION_PLAN, Kind.RECTIFICATION_LIST, Kind.RECTIFICATION_REPORT)
_WRITTEN_ON = re.compile(r"(?:日期|时间)[：:]\s*(?P<date>20[0-9]{2}年[0-9]{1,2}月)")
_ENDS_OF_PAPER = 400


def read(document: Document) -> Reading:
    """What the document says, as far as its form and wording tell."""
    text = document.text
    ledgers = tables.find(document)
    frame = front.frame(text, lines(document, ledgers.lines))
    assignments = [line for line in frame.body if assigning.is_assignment(text, line)]
    root = tree.build(text, [line for line in frame.body if line not in assignments])
    what = kind.kind(text, frame.title, root, has_table=ledgers.ledgers > 0)
    drafts = _drafts(text, root, what, ledgers)
    assigning.attach(assignments, drafts)
    items = details.items(text, drafts, year=_year_of_writing(text, frame))
    covered = [*frame.spans, *_heading_spans(root), *ledgers.frames]
    covered += [Span(item.start, item.end) for item in items]
    covered += [Span(one.start, one.end) for draft in drafts for one in draft.assigned]
    return Reading(
        title=frame.title,
        kind=what,
        outline=outline.outline(text, frame, root),
        items=items,
        links=links.links(text, items, drafts),
        unassigned=leftovers.unassigned(text, covered),
        year=kind.year(frame.title, text),
    )


def _drafts(text: str, root: Node, what: Kind, ledgers: tables.Found) -> Sequence[DraftItem]:
    if what is Kind.OTHER:
        return []
    is_ledger = what is Kind.RECTIFICATION_LIST and ledgers.ledgers > 0
    default = None if is_ledger else kind.DEFAULT_TYPES[what]
    drafts = segments.items(
        text,
        root,
        Context(default, None, "kind", is_plan=what in _PLANS, is_account=what is Kind.RECTIFICATION_REPORT),
    )
    drafts += ledgers.drafts
    drafts.sort(key=lambda draft: (draft.start, -draft.end))
    keep_apart(text, drafts)
    return drafts


def _heading_spans(root: Node) -> list[Span]:
    spans: list[Span] = []
    pending = [root]
    while pending:
        node = pending.pop()
        pending.extend(node.children)
        if node.line and node.is_heading:
            spans.append(Span(node.line.start, node.line.end))
    return spans


def _year_of_writing(text: str, frame: Frame) -> int | None:
    """The year in which the paper is dated: limits without a year are meant in it."""
    written = frame.signature_date
    if written is None:
        found = _WRITTEN_ON.search(text, 0, _ENDS_OF_PAPER) or _WRITTEN_ON.search(
            text, max(0, len(text) - _ENDS_OF_PAPER)
        )
        written = found["date"] if found else ""
    words = re.sub(r"[○O0](?=[一二三四五六七八九〇])", "〇", written)
    date = next(dates.find(words, 0, len(words)), None)
    return date.year if date else None
