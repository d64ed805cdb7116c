"""One chain, verified part after part, is found good or bad at the same entry as in one go."""

from __future__ import annotations

import pytest

from benchmarks import trail_rows
from bihuan.domain.trail.models import Chain, Change, Entry
from bihuan.domain.trail.verification import Fault, Part, verify, verify_part

from .tampering import switch_triggers_off


@pytest.fixture
def chain(db):
    trail_rows.fill(10)
    return Chain.objects.get()


def parts(chain, limit, anchored=None):
    """Every part of the chain, each going on where the one before ended."""
    found = [verify_part(chain, beyond=0, limit=limit, anchored=anchored)]
    while not found[-1].finished:
        found.append(verify_part(chain, beyond=found[-1].reached, limit=limit, anchored=anchored))
    return found


@pytest.mark.parametrize(("limit", "ends"), [(3, [3, 6, 9, 10]), (5, [5, 10]), (10, [10]), (1_000, [10])])
def test_parts_follow_on_each_other_to_the_end(chain, limit, ends):
    found = parts(chain, limit)

    assert [part.reached for part in found] == ends
    assert [part.beyond for part in found] == [0, *ends[:-1]]
    assert [part.fault for part in found] == [None] * len(ends)
    assert [part.finished for part in found] == [False] * (len(ends) - 1) + [True]


@pytest.mark.parametrize("limit", [3, 10])
@pytest.mark.parametrize("sequence", [1, 3, 4, 10])
def test_a_changed_entry_is_found_where_the_whole_finds_it(chain, limit, sequence):
    switch_triggers_off()
    Entry.objects.filter(sequence=sequence).update(via="cli")

    last = parts(chain, limit)[-1]

    assert (last.reached, last.fault) == (sequence - 1, verify().faults[0])


@pytest.mark.parametrize("limit", [3, 10])
def test_a_changed_detail_is_found(chain, limit):
    switch_triggers_off()
    Change.objects.filter(entry__sequence=7).update(after='"别的"')

    assert parts(chain, limit)[-1].fault == Fault(chain.name, 7, "变更明细被改动")


def test_a_value_that_cannot_be_read_is_named(chain):
    switch_triggers_off()
    Entry.objects.filter(sequence=8).update(hash="zz")

    assert parts(chain, 3)[-1].fault == verify().faults[0]


def test_what_comes_after_the_registered_end_is_found(chain):
    Chain.objects.update(size=9, head=Entry.objects.get(sequence=9).hash)

    last = parts(Chain.objects.get(), 4)[-1]

    assert last.fault == Fault(chain.name, 10, "链尾之后还有没登记的记录") == verify().faults[0]


def test_a_part_that_goes_on_behind_an_entry_that_is_gone(chain):
    part = verify_part(chain, beyond=11, limit=5)

    assert part.fault == Fault(chain.name, 11, "这一条不在链上，记录被删除")
    assert part.finished


def test_erased_details_are_counted_in_the_part_they_belong_to(chain):
    Change.objects.filter(entry__sequence__in=[2, 9]).update(before=None, after=None, salt="")

    assert [part.erased for part in parts(chain, 5)] == [3, 1]


def test_checkpoints_are_compared(chain):
    wrong = {chain.name: {4: frozenset({"0" * 64})}}

    assert parts(chain, 3, wrong)[-1].fault == verify(wrong).faults[0]
    assert parts(chain, 3, wrong)[-1].reached == 3


def test_an_empty_chain_is_whole(db):
    chain = Chain.objects.create(name="empty")

    assert verify_part(chain, beyond=0, limit=5) == Part(0, 0, 0, 0, None, True)


@pytest.mark.parametrize("limit", [3, 5])
def test_a_part_costs_the_same_queries_however_long(chain, limit, django_assert_num_queries):
    with django_assert_num_queries(3):
        verify_part(chain, beyond=2, limit=limit)
