"""The tree of numbered lines, headings and paragraphs, as the numbers and heading styles nest them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from bihuan.core.reading import naming, sections
from bihuan.core.reading.lines import Line
from bihuan.core.text.numbering import LEVELS, Style

_LONGEST_HEADING = 40
_LEAST_PROSE = 20
_SENTENCE_MARK = re.compile(r"[。；;！!？?]")
_NO_HEADING = re.compile(r"[。；;！!？?：:]|[，,、]$")
_EXPLAINED = re.compile(r"方面[。：:]?$")
_SOFT = 50
LABEL = 40
_PARAGRAPH = 99


@dataclass(slots=True, eq=False)
class Node:
    """A line with what stands below it. ``rank`` is small for what stands high in the tree.

    A label that ``names_problem`` (针对“…”的问题) stands above the other labels.
    """

    line: Line | None
    rank: int
    style: Style | None = None
    is_heading: bool = False
    names_problem: bool = False
    children: list[Node] = field(default_factory=list)
    parent: Node | None = None

    @property
    def value(self) -> int:
        return self.line.mark.value if self.line and self.line.mark else 0

    @property
    def end(self) -> int:
        """Where the last line below this one ends."""
        own = self.line.end if self.line else 0
        return max(own, self.children[-1].end) if self.children else own

    def paragraphs(self) -> list[Node]:
        return [child for child in self.children if child.rank == _PARAGRAPH]

    def lists(self) -> list[Node]:
        return [child for child in self.children if child.rank != _PARAGRAPH]


def build(text: str, found: Sequence[Line]) -> Node:
    """The tree of the lines; its root has no line."""
    root = Node(None, 0, is_heading=True)
    stack = [root]
    repeated = _repeated_headings(text, found)
    has_chapters = any(line.mark and line.mark.style is Style.CHAPTER for line in found)
    for index, line in enumerate(found):
        following = found[index + 1] if index + 1 < len(found) else None
        node = _node(text, line, following, repeated, has_chapters)
        parent = _parent(stack, node)
        node.parent = parent
        parent.children.append(node)
        if node.rank != _PARAGRAPH:
            stack.append(node)
    _mark_headings(text, root)
    return root


def _repeated_headings(text: str, found: Sequence[Line]) -> set[str]:
    """Titles that stand more than once, and those that stand as labels too: they divide an aspect."""
    counts = Counter(words(text, line) for line in found if line.end - line.body <= _LONGEST_HEADING)
    labels = {words(text, line) for line in found if line.is_label}
    return labels | {title for title, count in counts.items() if count > 1}


def words(text: str, line: Line) -> str:
    """The words of a line without its number and without a closing colon."""
    return text[line.body : line.end].rstrip("：: ")


def _node(text: str, line: Line, following: Line | None, repeated: set[str], has_chapters: bool) -> Node:
    if line.is_label and not line.mark:
        return Node(line, LABEL, is_heading=True)
    if line.mark:
        return Node(line, LEVELS.get(line.mark.style, _SOFT), line.mark.style)
    if following is not None and naming.named_line(text, line.start, line.end):
        return Node(line, LABEL, is_heading=True, names_problem=True)
    if line.level is not None and not _is_prose(text, line):
        return Node(line, max(line.level, 1), is_heading=True)
    if not _looks_like_heading(text, line, following):
        return Node(line, _PARAGRAPH)
    title = words(text, line)
    cue = sections.cue(title)
    if cue and cue.pure and title in repeated:
        return Node(line, LABEL, is_heading=True)
    if cue and cue.weight >= 3 and not has_chapters:
        return Node(line, 1, is_heading=True)
    return Node(line, 2 if not has_chapters else 3, is_heading=True)


def _looks_like_heading(text: str, line: Line, following: Line | None) -> bool:
    """A short line without a closing mark that something longer or numbered follows."""
    length = line.end - line.start
    if following is None or length > _LONGEST_HEADING or _NO_HEADING.search(text, line.start, line.end):
        return False
    if following.mark is not None or following.is_label or following.end - following.start > length:
        return True
    cue = sections.cue(words(text, following))
    return text.endswith("方面", line.start, line.end) or (cue is not None and cue.pure)


def _parent(stack: list[Node], node: Node) -> Node:
    """Close what the new node does not belong to and give the node below which it hangs."""
    if node.rank == _PARAGRAPH:
        return stack[-1]
    same = next((at for at in range(len(stack) - 1, 0, -1) if _is_same(stack[at], node)), None)
    label = next((at for at in range(len(stack) - 1, 0, -1) if stack[at].rank == LABEL), None)
    if same is not None:
        restarts = label is not None and label > same and node.value == 1 and stack[same].value >= 1
        del stack[label + 1 if restarts and label is not None else same :]
        return stack[-1]
    if node.rank == LABEL:
        while stack[-1].rank == _SOFT and stack[-1].parent is not None and len(stack) > 2:
            stack.pop()
        return stack[-1]
    if node.rank < LABEL:
        higher = next(
            (
                at
                for at, open_node in enumerate(stack)
                if at and open_node.rank < LABEL and open_node.rank >= node.rank
            ),
            None,
        )
        if higher is not None:
            del stack[higher:]
        while stack[-1].rank == _SOFT:
            stack.pop()
    return stack[-1]


def _is_same(open_node: Node, node: Node) -> bool:
    if node.style is not None or open_node.style is not None:
        return open_node.style is node.style
    return open_node.rank == node.rank and open_node.names_problem == node.names_problem


def _mark_headings(text: str, root: Node) -> None:
    """A numbered line is a heading if it is one short sentence with something below it, or a chapter."""
    pending = list(root.children)
    while pending:
        node = pending.pop()
        pending.extend(node.children)
        if node.line is None or node.line.mark is None or node.rank >= LABEL:
            continue
        node.is_heading = node.is_heading or node.line.is_label or _is_heading_line(text, node)


def _is_heading_line(text: str, node: Node) -> bool:
    line = node.line
    if line is None:
        return False
    if line.level is not None:
        return not _is_prose(text, line)
    if node.children and _EXPLAINED.search(text, line.body, line.end):
        return True
    if line.end - line.body > 2 * _LONGEST_HEADING:
        return False
    inner = _SENTENCE_MARK.search(text, line.body, line.end)
    if inner is None and node.rank == 1:
        return True
    if inner is not None and inner.end() != line.end:
        return False
    return bool(node.lists()) or (bool(node.children) and not _closes_bare_list(node))


def _is_prose(text: str, line: Line) -> bool:
    """Whether more than its first sentence stands in the line: a heading style may run over a paragraph."""
    inner = _SENTENCE_MARK.search(text, line.body, line.end)
    return inner is not None and inner.end() < line.end and line.end - line.body > _LEAST_PROSE


def _closes_bare_list(node: Node) -> bool:
    """Whether the entries before it have nothing below them, so that what follows it is not its own."""
    siblings = node.parent.lists() if node.parent else []
    before = siblings[: siblings.index(node)]
    return any(one.style is node.style and not one.children for one in before)
