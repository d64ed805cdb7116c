"""Votes of a paper poll add up."""

from __future__ import annotations

import pytest

from bihuan.domain.ledgers.failures import WrongValue
from tests.shaped_records import entered

pytestmark = pytest.mark.django_db
WHOLE = {"eligible": 52, "issued": 50, "returned": 48, "valid": 47}


def polled(bureau, **details):
    return entered(bureau.unit, "conduct-appraisal", "作风评议", **details)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"issued": 53}, "发出票数"),
        ({"returned": 51}, "收回票数"),
        ({"valid": 49}, "有效票数"),
        ({"favourable": 48}, "满意与基本满意票数"),
        ({"options": [{"label": "满意", "votes": 40}, {"label": "不满意", "votes": 6}]}, "选项与票数"),
    ],
)
def test_votes_that_do_not_add_up_are_refused(bureau, changed, field):
    with pytest.raises(WrongValue, match=field):
        polled(bureau, **WHOLE | changed)


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"issued": 52, "returned": 52, "valid": 52},
        {"issued": None},
        {"valid": None, "options": [{"label": "满意", "votes": 3}]},
        {"favourable": 47},
        {"options": [{"label": "满意", "votes": 41}, {"label": "不满意", "votes": 6}]},
    ],
)
def test_votes_that_add_up_are_taken(bureau, changed):
    assert polled(bureau, **WHOLE | changed).pk


def test_a_gap_in_the_ladder_is_compared_across(bureau):
    with pytest.raises(WrongValue, match="有效票数”多于发出票数"):
        polled(bureau, issued=50, valid=51)


def test_nothing_but_the_title_is_enough(bureau):
    assert polled(bureau).options == []
