"""Concrete instances in an item: 比如…, 例如…, 如…, 又如…"""

from __future__ import annotations

import re

from bihuan.core.reading.model import ItemType, Span
from bihuan.core.text import sentences

_MARKED = re.compile(r"(?:比如|例如|譬如|诸如|又如|再如|比方说)[，,：:]?")
_BARE = re.compile(r"(?<=[，。；：,;])如(?![何期实果此同下今上影])[，,]?")


def find(text: str, start: int, end: int, kind: ItemType) -> tuple[Span, ...]:
    """The instances in ``text[start:end]``, each to the end of its sentence or to the semicolon before it."""
    found: list[Span] = []
    for begin, stop in sentences.sentences(text, start, end):
        found.extend(_in_sentence(text, begin, stop, kind))
    return tuple(found)


def _in_sentence(text: str, begin: int, stop: int, kind: ItemType) -> list[Span]:
    starts = {match.start() for match in _MARKED.finditer(text, begin, stop)}
    if kind in (ItemType.PROBLEM, ItemType.CAUSE):
        starts |= {match.start() for match in _BARE.finditer(text, begin, stop)}
        if re.compile(r"如(?![何期实果此同下今上影])").match(text, begin):
            starts.add(begin)
    spans: list[Span] = []
    for start in sorted(starts):
        if spans and start < spans[-1].end:
            continue
        cut = min(
            (at for at in (text.find("；", start, stop), text.find(";", start, stop)) if at >= 0),
            default=stop,
        )
        spans.append(Span(start, cut))
    return spans
