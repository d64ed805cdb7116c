"""Read a document: its kind, outline, items, links, and what was left over."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bihuan.core.document.model import Document
from bihuan.core.reading import assignments as assigning
from bihuan.core.reading import details, front, kind, leftovers, links, outline, segments, tree
from bihuan.core.reading.drafts import Context, DraftItem
from bihuan.core.reading.front import Frame
from bihuan.core.reading.lines import lines
from bihuan.core.reading.model import Kind, Reading, Span
from bihuan.core.reading.tree import Node
from bihuan.core.text import dates

_PLANS = (Kind.RECTIFICATION_PLAN, Kind.RECTIFICATION_LIST, Kind.RECTIFICATION_REPORT)


def read(document: Document) -> Reading:
    """What the document says, as far as its form and wording tell."""
    text = document.text
    frame = front.frame(text, lines(document))
    assignments = [line for line in frame.body if assigning.is_assignment(text, line)]
    root = tree.build(text, [line for line in frame.body if line not in assignments])
    what = kind.kind(text, frame.title, root, has_table=False)
    drafts = _drafts(text, root, what)
    assigning.attach(assignments, drafts)
    items = details.items(text, drafts, year=_year_of_writing(frame))
    headings = outline.outline(text, frame, root)
    covered = [*frame.spans, *_heading_spans(root), *(Span(item.start, item.end) for item in items)]
    covered += [Span(*note) for draft in drafts for note in draft.notes]
    return Reading(
        title=frame.title,
        kind=what,
        outline=headings,
        items=items,
        links=links.links(text, items, drafts),
        unassigned=leftovers.unassigned(text, covered),
        year=kind.year(frame.title, text),
    )


def _drafts(text: str, root: Node, what: Kind) -> Sequence[DraftItem]:
    if what is Kind.OTHER:
        return []
    drafts = segments.items(
        text, root, Context(kind.DEFAULT_TYPES[what], None, "kind", is_plan=what in _PLANS)
    )
    return sorted(drafts, key=lambda draft: (draft.start, -draft.end))


def _heading_spans(root: Node) -> list[Span]:
    spans: list[Span] = []
    pending = [root]
    while pending:
        node = pending.pop()
        pending.extend(node.children)
        if node.line and node.is_heading:
            spans.append(Span(node.line.start, node.line.end))
    return spans


def _year_of_writing(frame: Frame) -> int | None:
    """The year in which the paper is dated: limits without a year are meant in it."""
    if frame.signature_date is None:
        return None
    words = re.sub(r"[○O0](?=[一二三四五六七八九〇])", "〇", frame.signature_date)
    found = next(dates.find(words, 0, len(words)), None)
    return found.year if found else None
