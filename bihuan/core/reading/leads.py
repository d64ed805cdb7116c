"""The title of an item: its leading sentence, else its first clause."""

from __future__ import annotations

import re

from bihuan.core.registry import words
from bihuan.core.text import sentences

LONGEST_LEAD = 30
_COUNT = re.compile(r"[（(](?:共)?[0-9一二三四五六七八九十]{1,3}[个条项][^（）()]{0,6}[)）]$")
_BULLETS = "—–-●◆■▲★▪•·◇□ 　"
_END_MARKS = "。！？!?；;：:，, 　"


def lead(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span of a first sentence of at most 30 characters with more text after it."""
    first = sentences.first_sentence(text, start, end)
    if first[1] >= end or first[1] - first[0] > LONGEST_LEAD + 1 or text[first[1] - 1] not in "。！？!?":
        return None
    return first


def title(text: str, start: int, end: int) -> str | None:
    """The words of the lead, else of the first clause; ``None`` where even that is long."""
    first = sentences.first_sentence(text, start, end)
    if first[1] - first[0] <= LONGEST_LEAD + 1:
        return _bare(text[first[0] : first[1]])
    clause = sentences.clause_end(text, start, end)
    return _bare(text[start:clause]) if clause - start <= 2 * LONGEST_LEAD else None


def heading_title(text: str, start: int, end: int) -> str:
    """The words of a heading: its first sentence, without the closing mark."""
    first = sentences.first_sentence(text, start, end)
    return _bare(text[first[0] : first[1]]) or text[start:end]


def aspect(words_of_heading: str) -> str:
    """A heading as the name of an aspect: without the closing 方面."""
    bare = _COUNT.sub("", words_of_heading.rstrip(_END_MARKS))
    return bare.removesuffix("方面").rstrip("的") if len(bare) > 4 else bare


def names_problem(words_of_lead: str) -> bool:
    """Whether the wording says that something is lacking."""
    return words.pattern("wording", "problem").search(words_of_lead) is not None


def is_introduction(text: str, start: int, end: int) -> bool:
    """Whether the paragraph only leads to what follows."""
    return words.pattern("wording", "introduction").search(text[start:end]) is not None


def is_closing(text: str, start: int, end: int) -> bool:
    """Whether the paragraph only closes the paper."""
    return words.pattern("wording", "closing").search(text[start:end]) is not None


def _bare(raw: str) -> str:
    return raw.strip().lstrip(_BULLETS).rstrip(_END_MARKS).strip()
