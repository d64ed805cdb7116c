"""Texts of about 7,000 characters to measure with: the twin report lengthened, each time differently."""

from __future__ import annotations

import random
from functools import cache

from benchmarks.measuring import ROOT
from bihuan.core.text.sentences import sentences

CHARACTERS = 7_000
REPORTS = ROOT / "tests" / "material" / "reports"
SOURCES = tuple(
    REPORTS / f"{name}.txt"
    for name in (
        "bureau-report-2022",
        "bureau-report-2025",
        "district-team-2024",
        "personal-2025",
        "street-report-2024",
        "township-2023",
    )
)
BODY_FROM = 60
SHORTEST, LONGEST = 20, 80
OPENERS = tuple("一二三四五六七八九十第（1234567890")


def paragraphs(number: int) -> list[str]:
    """The paragraphs of text ``number``: those of the twin, with sentences of other reports at their ends."""
    chance = random.Random(number)
    found = SOURCES[0].read_text("utf-8").splitlines()
    places = [place for place, line in enumerate(found) if len(line) >= BODY_FROM]
    missing = CHARACTERS - len("\n".join(found))
    while missing > 0:
        sentence = chance.choice(_lent())
        found[chance.choice(places)] += sentence
        missing -= len(sentence)
    return found


def joined(count: int) -> list[str]:
    """The paragraphs of several texts, one after the other, under the title of the first."""
    first, *others = (paragraphs(number) for number in range(count))
    return first + [line for other in others for line in other[1:]]


@cache
def _lent() -> tuple[str, ...]:
    """Sentences that may stand anywhere: of middle length, and opening nothing by a number of their own."""
    texts = [path.read_text("utf-8-sig") for path in SOURCES[1:]]
    found = [text[start:end] for text in texts for start, end in sentences(text)]
    return tuple(
        one
        for one in found
        if SHORTEST <= len(one) <= LONGEST
        and one.endswith("。")
        and "\n" not in one
        and one[0] not in OPENERS
    )
