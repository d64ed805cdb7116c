"""What no item, heading or frame covers: listed, never dropped silently."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bihuan.core.reading.model import Span

_LINE = re.compile(r"[^\n\t]+")
_WORD = re.compile(r"\w")


def unassigned(text: str, covered: Iterable[Span]) -> tuple[Span, ...]:
    """The stretches of every line that lie outside ``covered``; marks and blanks alone do not count."""
    spans = sorted(covered, key=lambda span: (span.start, span.end))
    found: list[Span] = []
    index, reach = 0, 0
    for line in _LINE.finditer(text):
        at = max(line.start(), reach)
        while index < len(spans) and spans[index].start < line.end():
            span = spans[index]
            if span.start > at:
                found.append(Span(at, span.start))
            at = max(at, span.end)
            reach = max(reach, span.end)
            index += 1
        if at < line.end():
            found.append(Span(at, line.end()))
    trimmed = (_trimmed(text, span) for span in found)
    return tuple(span for span in trimmed if _WORD.search(text, span.start, span.end))


def _trimmed(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and text[start] in " \t　；;":
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
