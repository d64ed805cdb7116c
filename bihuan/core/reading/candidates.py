"""Which measure or cause may belong to a problem: scored by shared wording, for a person to confirm.

Character pairs and triples, weighted by how rare they are within the document (measured on real papers
this beats word segmentation and outside frequencies). An inverted index keeps it quick: only shared wording
costs time.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

_WORDS = re.compile(r"[一-鿿0-9A-Za-z]+")
_SATURATION = 1.2
_COMMON = 40  # wording that more texts share tells nothing and costs most of the time
Vector = Mapping[str, float]


Grams = Counter[str]


def grams(words: str) -> Grams:
    """The character pairs and triples of ``words``, marks and blanks left out."""
    found: list[str] = []
    for run in _WORDS.findall(words):
        found += [run[at : at + 2] for at in range(len(run) - 1)]
        found += [run[at : at + 3] for at in range(len(run) - 2)]
    return Counter(found)


def best(
    sources: Sequence[Grams], targets: Sequence[Grams], *, keep: int = 3
) -> list[list[tuple[int, float]]]:
    """For each source the most similar targets as (index, score between 0 and 1), best first."""
    weights = _weights((*sources, *targets))
    asked: set[str] = set().union(*sources)
    index = _inverted([_vector(target, weights) for target in targets], asked)
    return [_ranked(_vector(source, weights), index, keep) for source in sources]


class Names:
    """Short names to be found again in other wording."""

    def __init__(self, names: Sequence[str]) -> None:
        self._grams = [grams(name) for name in names]
        self._sizes = [sum(found.values()) for found in self._grams]
        self._index: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, found in enumerate(self._grams):
            for gram, count in found.items():
                self._index[gram].append((number, count))

    def closest(self, words: str) -> tuple[int, float] | None:
        """The name most alike to ``words`` and how alike they are, 0 to 1 (shared pairs and triples)."""
        return min(self.ranked(words), key=lambda one: (-one[1], one[0]), default=None)

    def ranked(self, words: str) -> list[tuple[int, float]]:
        """Every name that shares wording with ``words``, and how alike they are."""
        wanted = grams(words)
        size = sum(wanted.values())
        shared: dict[int, int] = defaultdict(int)
        for gram, count in wanted.items():
            for number, other in self._index.get(gram, ()):
                shared[number] += min(count, other)
        return [(number, 2 * both / (size + self._sizes[number])) for number, both in shared.items()]


def similarity(one: str, other: str) -> float:
    """How alike two wordings are, 0 to 1, without regard to any document."""
    first, second = grams(one), grams(other)
    total = sum(first.values()) + sum(second.values())
    return 2 * sum((first & second).values()) / total if total else float(one == other)


def _weights(counts: Sequence[Grams]) -> dict[str, float]:
    """How rare each gram is among the texts compared."""
    frequency: Counter[str] = Counter()
    for count in counts:
        frequency.update(count.keys())
    rarity = [
        math.log(1 + (len(counts) - number + 0.5) / (number + 0.5)) for number in range(len(counts) + 1)
    ]
    return {gram: rarity[number] for gram, number in frequency.items()}


def _vector(count: Grams, weights: Mapping[str, float]) -> Vector:
    """A gram said often counts little more than one said twice."""
    weighed = {gram: weights[gram] * number / (number + _SATURATION) for gram, number in count.items()}
    length = math.sqrt(sum(weight * weight for weight in weighed.values()))
    return {gram: weight / length for gram, weight in weighed.items()} if length else {}


def _inverted(vectors: Sequence[Vector], asked: set[str]) -> dict[str, list[tuple[int, float]]]:
    index: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, vector in enumerate(vectors):
        for gram in asked & vector.keys():
            index[gram].append((number, vector[gram]))
    return index


def _ranked(
    vector: Vector, index: Mapping[str, Sequence[tuple[int, float]]], keep: int
) -> list[tuple[int, float]]:
    scores: dict[int, float] = defaultdict(float)
    for gram, weight in vector.items():
        holders = index.get(gram, ())
        if len(holders) <= _COMMON:
            for number, other in holders:
                scores[number] += weight * other
    ranked = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
    return [(number, min(1.0, score)) for number, score in ranked[:keep]]
