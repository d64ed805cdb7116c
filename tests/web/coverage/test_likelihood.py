from __future__ import annotations

from decimal import Decimal

import pytest

from bihuan.web.coverage.likelihood import Likelihood, likelihood


def scores(*values: str) -> list[Decimal]:
    return [Decimal(value) for value in values]


@pytest.mark.parametrize(
    ("among", "expected"),
    [
        (scores("0.04", "0.02", "0.01"), ["很可能", "可能", "不确定"]),
        (scores("0.40", "0.20", "0.10"), ["很可能", "可能", "不确定"]),
        (scores("0.02", "0.02", "0.02"), ["可能", "可能", "可能"]),
        (scores("0.05"), ["可能"]),
        (scores("0", "0"), ["不确定", "不确定"]),
    ],
)
def test_a_score_counts_against_the_other_candidates_whatever_the_scale(among, expected):
    assert [likelihood(score, among).value for score in among] == expected


def test_a_link_made_by_hand_has_no_score():
    assert likelihood(None, scores("0.1")) is Likelihood.UNCERTAIN
