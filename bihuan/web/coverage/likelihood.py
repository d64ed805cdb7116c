"""A candidate's score in words: people judge links, a bare decimal only looks exact.

Scores of likeness say little by themselves (they depend on how long the texts are), so a score is compared
with those of the other candidates of the same problem.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum


class Likelihood(StrEnum):
    LIKELY = "很可能"
    POSSIBLE = "可能"
    UNCERTAIN = "不确定"

    @property
    def level(self) -> str:
        """The same as a level of the confidence mark."""
        return {"很可能": "high", "可能": "middle"}.get(self.value, "low")


def likelihood(score: Decimal | None, among: Sequence[Decimal]) -> Likelihood:
    """How likely a candidate is, among the scores of all candidates of its problem (its own included)."""
    total = sum(among)
    if score is None or not total:
        return Likelihood.UNCERTAIN
    if len(among) > 1 and score * 2 >= total:
        return Likelihood.LIKELY
    return Likelihood.POSSIBLE if score * 4 >= total else Likelihood.UNCERTAIN
