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
Vector = Mapping[str, float]


def best(sources: Sequence[str], targets: Sequence[str], *, keep: int = 3) -> list[list[tuple[int, float]]]:
    """For each source the most similar targets as (index, score between 0 and 1), best first."""
    counts = [_grams(words) for words in (*sources, *targets)]
    weights = _weights(counts)
    vectors = [_vector(count, weights) for count in counts]
    index = _inverted(vectors[len(sources) :])
    return [_ranked(vector, index, keep) for vector in vectors[: len(sources)]]


def similarity(one: str, other: str) -> float:
    """How alike two wordings are, 0 to 1, without regard to any document."""
    first, second = _grams(one), _grams(other)
    shared = sum((first & second).values())
    total = sum(first.values()) + sum(second.values())
    return 2 * shared / total if total else float(one == other)


def _grams(words: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for run in _WORDS.findall(words):
        counts.update(run[at : at + 2] for at in range(len(run) - 1))
        counts.update(run[at : at + 3] for at in range(len(run) - 2))
    return counts


def _weights(counts: Sequence[Counter[str]]) -> dict[str, float]:
    """How rare each gram is among the texts compared."""
    frequency: Counter[str] = Counter()
    for count in counts:
        frequency.update(count.keys())
    rarity = [
        math.log(1 + (len(counts) - number + 0.5) / (number + 0.5)) for number in range(len(counts) + 1)
    ]
    return {gram: rarity[number] for gram, number in frequency.items()}


def _vector(count: Counter[str], weights: Mapping[str, float]) -> Vector:
    """A gram said often counts little more than one said twice."""
    weighed = {gram: weights[gram] * number / (number + _SATURATION) for gram, number in count.items()}
    length = math.sqrt(sum(weight * weight for weight in weighed.values()))
    return {gram: weight / length for gram, weight in weighed.items()} if length else {}


def _inverted(vectors: Sequence[Vector]) -> dict[str, list[tuple[int, float]]]:
    index: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, vector in enumerate(vectors):
        for gram, weight in vector.items():
            index[gram].append((number, weight))
    return index


def _ranked(
    vector: Vector, index: Mapping[str, Sequence[tuple[int, float]]], keep: int
) -> list[tuple[int, float]]:
    scores: dict[int, float] = defaultdict(float)
    for gram, weight in vector.items():
        for number, other in index.get(gram, ()):
            scores[number] += weight * other
    ranked = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
    return [(number, min(1.0, score)) for number, score in ranked[:keep]]
