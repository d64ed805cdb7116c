"""The lines of a document as the reading walks over them, without table cells."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from bihuan.core.document.model import Block, BlockKind, Document
from bihuan.core.reading import sections
from bihuan.core.text import numbering
from bihuan.core.text.numbering import Mark

_ASSIGNS = re.compile(r"时限|期限|时间|责任|牵头|配合|负责|领导$|单位$|部门$|科室$")
_PAGE_NUMBER = re.compile(r"[-—–－·\s]*[0-9]{1,3}[-—–－·\s]*\Z")
_PROSE = re.compile(r"[。：:；]")
_LABEL = re.compile(r"[^，。；：:\s（）()“”]{2,14}[：:]")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of the document: ``text[start:end]``, without the blanks around it.

    ``body`` is where the words after the number begin; ``level`` is that of a heading style; a *label* is
    a short cue before a colon (整改措施：…) cut off as a line of its own.
    """

    start: int
    end: int
    body: int
    mark: Mark | None = None
    level: int | None = None
    kind: BlockKind = BlockKind.PARAGRAPH
    is_label: bool = False


def lines(document: Document, ledger_lines: Collection[int] = ()) -> list[Line]:
    """The lines of all blocks outside tables, in order; ``ledger_lines`` are where rows of ledgers begin."""
    return list(_split_labels(document.text, _lines(document, ledger_lines)))


def _lines(document: Document, ledger_lines: Collection[int]) -> Iterator[Line]:
    for block in document.blocks:
        if block.kind is BlockKind.CELL or block.start in ledger_lines or _is_row(block.line):
            continue
        if _PAGE_NUMBER.match(block.text) or not any(sign.isalnum() for sign in block.text):
            continue
        line = _line(document.text, block)
        if line is not None:
            yield line


def _is_row(words: str) -> bool:
    """Whether tabs part the line into fields rather than a number or a label from its words."""
    return words.strip().count("\t") > 1 and _PROSE.search(words) is None


def _line(text: str, block: Block) -> Line | None:
    raw = text[block.start : block.end]
    stripped = raw.strip()
    if not stripped:
        return None
    start = block.start + len(raw) - len(raw.lstrip())
    end = start + len(stripped)
    return numbered(text, Line(start, end, start, level=block.level, kind=block.kind))


def numbered(text: str, line: Line) -> Line:
    """``line`` with the number that its text begins with."""
    mark = numbering.leading(text[line.start : line.end])
    if mark is None or line.start + mark.end >= line.end:
        return line
    moved = numbering.moved(mark, line.start)
    return replace(line, mark=moved, body=moved.end)


def _split_labels(text: str, found: Iterable[Line]) -> Iterator[Line]:
    """Cut 整改措施： and the like off, at the start of a line and where a sentence begins with it."""
    for line in found:
        at = line.body
        for label in _LABEL.finditer(text, line.body, line.end):
            begins = label.start() == line.body or text[label.start() - 1] in "。；"
            if not begins or not _is_cue(label):
                continue
            if label.start() > at:
                yield replace(_plain(text, line, at), end=label.start())
            numbered_label = line if label.start() == line.body else Line(label.start(), 0, label.start())
            yield replace(numbered_label, end=label.end(), is_label=True)
            at = _skip_blanks(text, label.end(), line.end)
        if at < line.end:
            yield _plain(text, line, at)


def _is_cue(label: re.Match[str]) -> bool:
    words = label[0][:-1]
    cue = sections.cue(words)
    return cue is not None and cue.pure and _ASSIGNS.search(words) is None


def _plain(text: str, line: Line, at: int) -> Line:
    """What is left of ``line`` from ``at`` on."""
    return line if at == line.body else numbered(text, Line(at, line.end, at))


def _skip_blanks(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start
