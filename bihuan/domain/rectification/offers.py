"""Which numbers of the ledgers a masked figure may mean: those that share the wording of its clause."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from bihuan.core.registry.fact_queries import FactQuery
from bihuan.core.registry.mechanisms import mechanisms

#: How far back from the figure its wording is looked at, and how much of a sentence must be shared.
REACH, ENOUGH = 60, 0.3
#: Where the word of counting is another one, it is hardly the same number.
OTHER_UNIT = 0.5
#: Sentence and name both agree: the lesser of the two counts by this much.
BOTH_WEIGHT = 0.2
MOST, MOST_OF_ONE = 6, 2
_SIGNS = re.compile(r"[^\w]|_")
_STOPS = re.compile(r"[。；;！？，,]")


@dataclass(frozen=True, slots=True)
class Offer:
    query: FactQuery
    likeness: float


def offers(before: str, text: str, queries: Iterable[FactQuery]) -> list[Offer]:
    """The likeliest numbers for a figure ``text`` after the words ``before``, the best first."""
    words = _STOPS.split(before)[-1][-REACH:]
    found = [Offer(query, _likeness(words, text, query)) for query in queries]
    enough = [offer for offer in found if offer.likeness >= ENOUGH]
    return _spread(sorted(enough, key=lambda offer: (-offer.likeness, offer.query.code)))[:MOST]


def _spread(found: list[Offer]) -> list[Offer]:
    """Not more than a few of one ledger, so that others are seen."""
    taken: Counter[str] = Counter()
    kept = []
    for offer in found:
        ledger = offer.query.code.partition(".")[0]
        taken[ledger] += 1
        if taken[ledger] <= MOST_OF_ONE:
            kept.append(offer)
    return kept


def _likeness(words: str, text: str, query: FactQuery) -> float:
    """How much of the number's sentence, or of its ledger's name, stands before the figure."""
    stands = _pairs(words)
    name = mechanisms()[query.code.partition(".")[0]].name
    less, more = sorted(_share(said, stands) for said in (query.sentence.partition("{value}")[0], name))
    shared = more + less * BOTH_WEIGHT
    return shared if query.unit in text else shared * OTHER_UNIT


def _share(said: str, stands: set[str]) -> float:
    pairs = _pairs(said)
    return len(pairs & stands) / len(pairs) if pairs else 0.0


def _pairs(text: str) -> set[str]:
    plain = _SIGNS.sub("", text)
    return {plain[at : at + 2] for at in range(len(plain) - 1)}
