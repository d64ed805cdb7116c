"""Cut a paragraph into sentences and clauses.

Quotation marks in real papers are often unbalanced or mixed (“…"), so a full stop only counts as inside a
quotation when that is closed by a mark of the right shape a short way on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = re.compile(r"[。！？!?]+[”’\"'』」）)]*|…{2,}(?=[^，。；])")
_CLAUSE_END = re.compile(r"[。！？!?；;，,：:]")
_LONGEST_QUOTATION = 80


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Spans of the sentences of ``text[start:end]``, final marks included, blanks around them left out."""
    stop = len(text) if end is None else end
    begin = start
    for match in _END.finditer(text, start, stop):
        if _is_inside_quotation(text, begin, match.start(), stop):
            continue
        yield from _trimmed(text, begin, match.end())
        begin = match.end()
    yield from _trimmed(text, begin, stop)


def first_sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of the first sentence of ``text[start:end]``; ``(start, start)`` where there is none."""
    return next(sentences(text, start, end), (start, start))


def clause_end(text: str, start: int, end: int) -> int:
    """Where the clause that begins at ``start`` ends, without its mark."""
    for match in _CLAUSE_END.finditer(text, start, end):
        if not _is_inside_quotation(text, start, match.start(), end):
            return match.start()
    return end


def _is_inside_quotation(text: str, begin: int, at: int, stop: int) -> bool:
    for opening, closing in (("“", "”"), ("（", "）"), ("《", "》")):
        opened = text.rfind(opening, begin, at)
        if opened < 0 or text.find(closing, opened, at) >= 0:
            continue
        if opening == "“" and text.find('"', opened, at) >= 0:
            continue
        closed = text.find(closing, at, min(stop, at + _LONGEST_QUOTATION))
        reopened = text.find(opening, at, closed)
        after = closed + 1
        if closed >= 0 and reopened < 0 and closed > at + 1 and after <= stop:
            return True
    return False


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        yield start, end
