"""What no item, heading or frame covers: listed, never dropped silently."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bihuan.core.reading.model import Span

_LINE = re.compile(r"[^\n\t]+")
_WORD = re.compile(r"\w")


def unassigned(text: str, covered: Iterable[Span]) -> tuple[Span, ...]:
    """The stretches of every line that lie outside ``covered``; marks and blanks alone do not count."""
    return outside(text, (Span(line.start(), line.end()) for line in _LINE.finditer(text)), covered)


def outside(text: str, whole: Iterable[Span], covered: Iterable[Span]) -> tuple[Span, ...]:
    """What of the stretches ``whole`` lies outside ``covered``, line by line."""
    taken = sorted(covered, key=lambda span: (span.start, span.end))
    found: list[Span] = []
    index, reach = 0, 0
    for stretch in sorted(whole, key=lambda span: (span.start, span.end)):
        at = max(stretch.start, reach)
        while index < len(taken) and taken[index].start < stretch.end:
            if taken[index].start > at:
                found.append(Span(at, taken[index].start))
            at = max(at, taken[index].end)
            reach = max(reach, taken[index].end)
            index += 1
        if at < stretch.end:
            found.append(Span(at, stretch.end))
            reach = max(reach, stretch.end)
    return tuple(_lines_of(text, found))


def _lines_of(text: str, found: Iterable[Span]) -> Iterator[Span]:
    for span in found:
        for line in _LINE.finditer(text, span.start, span.end):
            trimmed = _trimmed(text, Span(line.start(), line.end()))
            if _WORD.search(text, trimmed.start, trimmed.end):
                yield trimmed


def _trimmed(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and text[start] in " \t　；;":
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
