"""Entries of registers have an owner and a next review."""

from __future__ import annotations

import datetime

import pytest

from bihuan.domain.ledgers.failures import NotYet, WrongState, WrongValue
from bihuan.domain.ledgers.operations import registers
from tests.records import DAY
from tests.shaped_records import entered

pytestmark = pytest.mark.django_db
LATER = datetime.date(2026, 9, 6)


def days(entry):
    entry.refresh_from_db()
    return entry.reviewed_on, entry.review_on, entry.state


def test_a_review_sets_the_next_one(entry, clerk):
    registers.review_entry(entry=entry, actor=clerk, seen=1, on=DAY, finding="仍适用", review_on=LATER)

    assert days(entry) == (DAY, LATER, "active")
    assert list(entry.reviews.values_list("on", "finding")) == [(DAY, "仍适用")]


def test_an_earlier_review_entered_late_leaves_the_next_one(entry, clerk):
    entry = registers.review_entry(entry=entry, actor=clerk, seen=1, on=DAY, review_on=LATER)

    registers.review_entry(
        entry=entry, actor=clerk, seen=entry.version, on=datetime.date(2026, 1, 5), finding="补登"
    )

    assert days(entry) == (DAY, LATER, "active")
    assert entry.reviews.count() == 2


@pytest.mark.parametrize(
    ("on", "review_on", "failure"),
    [(datetime.date(2099, 1, 1), None, NotYet), (DAY, DAY, WrongValue)],
)
def test_days_that_cannot_be_are_refused(entry, clerk, on, review_on, failure):
    with pytest.raises(failure):
        registers.review_entry(entry=entry, actor=clerk, seen=1, on=on, review_on=review_on)
    assert days(entry) == (None, None, "active")


def test_a_retired_entry_awaits_no_review(entry, clerk):
    entry = registers.review_entry(entry=entry, actor=clerk, seen=1, on=DAY, review_on=LATER)
    entry = registers.retire_entry(entry=entry, actor=clerk, seen=entry.version)
    assert days(entry) == (DAY, None, "retired")

    with pytest.raises(WrongState, match="已停用，不用核对"):
        registers.review_entry(entry=entry, actor=clerk, seen=entry.version, on=DAY)
    with pytest.raises(WrongState, match="本来就是“已停用”"):
        registers.retire_entry(entry=entry, actor=clerk, seen=entry.version)
    entry = registers.reuse_entry(entry=entry, actor=clerk, seen=entry.version)
    assert days(entry) == (DAY, None, "active")


def test_nobody_reviews_the_own_entry(bureau):
    with pytest.raises(WrongValue, match="同一个人"):
        entered(bureau.unit, "rules-register", "制度", owner=bureau.head, reviewer=bureau.head)


def test_somebody_else_reviews_it(bureau):
    assert entered(bureau.unit, "rules-register", "制度", owner=bureau.head, reviewer=bureau.deputy).pk


def test_a_review_before_the_beginning_is_refused(bureau):
    with pytest.raises(WrongValue, match="下次核对"):
        entered(bureau.unit, "rules-register", "制度", review_on=datetime.date(2026, 3, 5))
