"""How sure a reading is of an item; what lowers it is what a person should look at first."""

from __future__ import annotations

from collections.abc import Iterable

_FACTORS = {
    "type": 0.75,  # no heading says what the paragraph is
    "wording": 0.85,  # the wording speaks against the type of the section
    "lead": 0.8,  # no leading sentence
    "several paragraphs": 0.85,
    "bare": 0.9,  # nothing but a heading
    "no final mark": 0.95,
    "irregular": 0.7,  # numbers are missing or out of order
    "long": 0.85,
    "short": 0.8,
}
_SURE = 0.97


def confidence(doubts: Iterable[str]) -> float:
    """Between 0 and 1: full where form and wording agree, less for each doubt."""
    value = _SURE
    for doubt in dict.fromkeys(doubts):
        value *= _FACTORS[doubt]
    return round(value, 2)
