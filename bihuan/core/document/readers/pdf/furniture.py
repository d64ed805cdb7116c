"""What a page carries besides the text: page numbers, and headers and footers that repeat."""

from __future__ import annotations

import re
from collections import Counter

from bihuan.core.document.readers.pdf.printed import PrintedLine

_DASH = "[-－—–―─·•~～]"
_PAGE_NUMBER = re.compile(
    f"{_DASH}*\\s*\\d{{1,4}}\\s*{_DASH}*"
    "|第\\s*\\d{1,4}\\s*页(?:\\s*[/，,、]?\\s*[（(]?\\s*共\\s*\\d{1,4}\\s*页\\s*[）)]?)?"
    "|\\d{1,4}\\s*/\\s*\\d{1,4}"
    "|Page\\s*\\d{1,4}(?:\\s*of\\s*\\d{1,4})?",
    re.IGNORECASE,
)
_FIGURES = re.compile("\\d+")
_EDGE = 2
_LONGEST = 60


def without_furniture(pages: list[list[PrintedLine]]) -> list[list[PrintedLine]]:
    """The pages without their page numbers and repeated edges; a page's own lines stay."""
    repeated = _repeated(pages)
    return [_body(page, repeated) for page in pages]


def _body(page: list[PrintedLine], repeated: set[str]) -> list[PrintedLine]:
    """Strip from both ends as long as a line is furniture; what stands inside the page is text."""
    start, end = 0, len(page)
    while end > start and len(page) - end < _EDGE and _is_furniture(page[end - 1], repeated):
        end -= 1
    while start < end and start < _EDGE and _is_furniture(page[start], repeated):
        start += 1
    return page[start:end]


def _is_furniture(line: PrintedLine, repeated: set[str]) -> bool:
    return bool(_PAGE_NUMBER.fullmatch(line.text.strip())) or _shape(line) in repeated


def _shape(line: PrintedLine) -> str:
    """A line without its figures, so that a header with a page number counts as the same on every page."""
    return _FIGURES.sub("0", line.text.strip())


def _repeated(pages: list[list[PrintedLine]]) -> set[str]:
    """Lines at the edge of at least three pages and of half of all pages."""
    counts: Counter[str] = Counter()
    for page in pages:
        edges = page[:1] + page[-_EDGE:]
        counts.update({_shape(line) for line in edges if len(line.text) <= _LONGEST})
    least = max(3, (len(pages) + 1) // 2)
    return {shape for shape, count in counts.items() if count >= least}
