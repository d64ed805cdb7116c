"""One branch at a time, whatever is joined, changed, ended, reopened and corrected."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from bihuan.domain.organizations import person_failures as failures
from bihuan.domain.organizations.enums import UnitKind
from bihuan.domain.organizations.models import BranchMembership
from bihuan.domain.organizations.operations import branches, taking_back
from bihuan.domain.organizations.operations.units import create_unit
from bihuan.domain.organizations.spans import Span
from bihuan.domain.trail import door
from bihuan.domain.trail.actor import SYSTEM
from bihuan.domain.trail.failures import OperationFailed

from ..register import day, somebody, unit_below


def join(person, branch, since="2025-01-01"):
    return branches.join_branch(person=person, branch=branch, actor=SYSTEM, since=since and day(since))


def change(person, branch, on="2026-01-01"):
    return branches.change_branch(person=person, branch=branch, actor=SYSTEM, on=day(on))


def depart(membership, on="2026-01-01"):
    return branches.leave_branch(person=membership.person, membership=membership, actor=SYSTEM, on=day(on))


def told(person):
    rows = person.memberships.told().order_by("pk").values_list("unit__name", "since", "until")
    return [(unit, *(f"{each:%Y-%m-%d}" if each else "" for each in days)) for unit, *days in rows]


def test_a_person_joins_a_branch(bureau, first_branch):
    join(bureau.officer, first_branch)

    assert told(bureau.officer) == [("第一党支部", "2025-01-01", "")]


def test_a_second_branch_is_refused_with_the_first_one(bureau, first_branch, second_branch):
    join(bureau.officer, first_branch)

    with pytest.raises(failures.BranchHeld) as refusal:
        join(bureau.officer, second_branch, since="2026-01-01")
    assert str(refusal.value) == (
        "乔一帆这段时间已在“第一党支部”（2025-01-01起至今）。一个人同一时间只在一个支部；要换支部，请用“转支部”。"
    )


def test_only_a_branch_is_joined(bureau):
    with pytest.raises(failures.NotABranch):
        join(bureau.officer, bureau.finance)


def test_a_closed_branch_is_not_joined(bureau, first_branch):
    with door.recorded("tests.branch.close", actor=SYSTEM, subject=first_branch):
        first_branch.closed_on = timezone.localdate()
        first_branch.save()

    with pytest.raises(failures.UnitClosed):
        join(bureau.officer, first_branch)


def test_changing_the_branch_ends_one_membership_and_begins_another(bureau, first_branch, second_branch):
    join(bureau.officer, first_branch)

    change(bureau.officer, second_branch)

    assert told(bureau.officer) == [
        ("第一党支部", "2025-01-01", "2026-01-01"),
        ("第二党支部", "2026-01-01", ""),
    ]


def test_changing_from_a_branch_with_an_unknown_beginning(bureau, first_branch, second_branch):
    join(bureau.officer, first_branch, since=None)

    change(bureau.officer, second_branch)

    assert told(bureau.officer) == [("第一党支部", "", "2026-01-01"), ("第二党支部", "2026-01-01", "")]


@pytest.mark.parametrize("on", ["2025-01-01", "2024-01-01"])
def test_nobody_changes_before_joining(bureau, first_branch, second_branch, on):
    join(bureau.officer, first_branch)

    with pytest.raises(failures.EndsBeforeStart):
        change(bureau.officer, second_branch, on=on)
    assert told(bureau.officer) == [("第一党支部", "2025-01-01", "")]


def test_without_a_branch_there_is_nothing_to_change(bureau, first_branch):
    with pytest.raises(failures.NoBranch):
        change(bureau.officer, first_branch)


def test_the_same_branch_is_no_change(bureau, first_branch):
    join(bureau.officer, first_branch)

    with pytest.raises(failures.SameBranch):
        change(bureau.officer, first_branch)


def test_whoever_left_a_branch_may_join_the_next_one_that_day(bureau, first_branch, second_branch):
    depart(join(bureau.officer, first_branch))

    join(bureau.officer, second_branch, since="2026-01-01")

    assert told(bureau.officer)[1] == ("第二党支部", "2026-01-01", "")


def test_joining_reaches_into_no_earlier_membership(bureau, first_branch, second_branch):
    depart(join(bureau.officer, first_branch))

    with pytest.raises(failures.BranchHeld):
        join(bureau.officer, second_branch, since="2025-12-31")


def test_leaving_can_be_taken_back(bureau, first_branch):
    membership = depart(join(bureau.officer, first_branch))

    branches.reopen_membership(person=bureau.officer, membership=membership, actor=SYSTEM)

    assert told(bureau.officer) == [("第一党支部", "2025-01-01", "")]


def test_leaving_stays_after_another_branch_was_joined(bureau, first_branch, second_branch):
    membership = depart(join(bureau.officer, first_branch))
    join(bureau.officer, second_branch, since="2026-01-01")

    with pytest.raises(failures.BranchHeld):
        branches.reopen_membership(person=bureau.officer, membership=membership, actor=SYSTEM)


def test_days_are_corrected_without_an_overlap(bureau, first_branch, second_branch):
    join(bureau.officer, first_branch)
    second = change(bureau.officer, second_branch)

    with pytest.raises(failures.BranchHeld):
        branches.correct_membership(
            person=bureau.officer, membership=second, actor=SYSTEM, since=day("2025-06-01")
        )
    branches.correct_membership(
        person=bureau.officer, membership=second, actor=SYSTEM, since=day("2026-02-01")
    )

    assert told(bureau.officer)[1] == ("第二党支部", "2026-02-01", "")


def test_a_membership_taken_back_leaves_room(bureau, first_branch, second_branch):
    membership = join(bureau.officer, first_branch)

    taking_back.take_back_membership(person=bureau.officer, membership=membership, actor=SYSTEM)
    join(bureau.officer, second_branch)

    assert told(bureau.officer) == [("第二党支部", "2025-01-01", "")]


def test_a_second_branch_in_the_same_moment_is_explained(bureau, first_branch, second_branch, monkeypatch):
    """The check looked before somebody else wrote: the database refuses, the user reads a sentence."""
    join(bureau.officer, first_branch)
    asked = []

    def late(membership):
        asked.append(membership.unit.name)
        if len(asked) > 1:
            require(membership)

    require = branches.require_alone
    monkeypatch.setattr(branches, "require_alone", late)

    with pytest.raises(failures.BranchHeld):
        join(bureau.officer, second_branch)
    assert asked == ["第二党支部"] * 2


DAYS = st.integers(0, 8).map(lambda number: datetime.date(2026, 1, 1) + datetime.timedelta(days=number))
MAYBE = st.none() | DAYS
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("join"), st.integers(0, 2), MAYBE),
        st.tuples(st.just("change"), st.integers(0, 2), DAYS),
        st.tuples(st.just("leave"), st.integers(0, 3), DAYS),
        st.tuples(st.just("reopen"), st.integers(0, 3), st.none()),
        st.tuples(st.just("correct"), st.integers(0, 3), st.tuples(MAYBE, MAYBE)),
        st.tuples(st.just("take_back"), st.integers(0, 3), st.none()),
    ),
    min_size=1,
    max_size=12,
)


class AnyOrder(TestCase):
    """Whatever is done in whatever order, nobody ever belongs to two branches on the same day."""

    @settings(max_examples=60, deadline=None)
    @given(STEPS)
    def test_nobody_belongs_to_two_branches_on_one_day(self, steps):
        unit = create_unit(parent=None, actor=SYSTEM, kind=UnitKind.ORGAN, name="青禾县水务局")
        places = [unit_below(unit, f"第{word}党支部", UnitKind.BRANCH) for word in "一二三"]
        person = somebody(unit, "050")

        for word, number, days in steps:
            try:
                self._do(person, places, word, number, days)
            except OperationFailed:
                continue

        spans = [Span(*each) for each in person.memberships.told().values_list("since", "until")]
        today = timezone.localdate()
        clashes = [(a, b) for n, a in enumerate(spans) for b in spans[n + 1 :] if a.meets(b, today=today)]
        assert clashes == []

    def _do(self, person, places, word, number, days):
        rows = list(BranchMembership.objects.filter(person=person).order_by("pk"))
        if word == "join":
            branches.join_branch(person=person, branch=places[number], actor=SYSTEM, since=days)
        elif word == "change":
            branches.change_branch(person=person, branch=places[number], actor=SYSTEM, on=days)
        elif number < len(rows):
            given = {"person": person, "membership": rows[number], "actor": SYSTEM}
            if word == "leave":
                branches.leave_branch(**given, on=days)
            elif word == "reopen":
                branches.reopen_membership(**given)
            elif word == "correct":
                branches.correct_membership(**given, since=days[0], until=days[1])
            else:
                taking_back.take_back_membership(**given)
