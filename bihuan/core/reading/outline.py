"""The outline: the title, headings of their own line, and headings that open a paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from bihuan.core.reading import leads
from bihuan.core.reading.front import Frame
from bihuan.core.reading.model import Heading
from bihuan.core.reading.tree import Node
from bihuan.core.text import numbering
from bihuan.core.text.numbering import LEVELS

_DEEPEST = 4


def outline(text: str, frame: Frame, root: Node) -> tuple[Heading, ...]:
    """All headings in the order of the text."""
    found = list(_below(text, root, 0))
    if frame.title:
        found.insert(0, Heading(0, None, frame.title, frame.title_start, run_in=False))
    return tuple(found)


def _below(text: str, node: Node, level: int) -> Iterator[Heading]:
    for child in node.lists():
        heading = _heading(text, child, level)
        if heading is not None:
            yield heading
        yield from _below(text, child, heading.level if heading else level)


def _heading(text: str, node: Node, above: int) -> Heading | None:
    line = node.line
    if line is None or node.names_problem or (line.is_label and text[line.end - 1] in "：:"):
        return None
    level = LEVELS.get(node.style, 0) if node.style else min(above + 1, _DEEPEST)
    if not 0 < level <= _DEEPEST:
        return None
    lead = leads.lead(text, line.body, line.end)
    if not node.is_heading and (lead is None or _is_list(text, node)):
        return None
    title = leads.heading_title(text, line.body, line.end)
    number = text[line.mark.start : line.mark.end].strip() if line.mark else None
    return Heading(level, number, title, line.start, run_in=not node.is_heading)


def _is_list(text: str, node: Node) -> bool:
    """Whether the paragraph holds further entries of its own list: 1.… 2.… in one line."""
    line = node.line
    if line is None or line.mark is None:
        return False
    parts = numbering.enumeration(text, line.start, line.end)
    return bool(parts) and parts[0].start == line.mark.start
