"""Every case by hand, on a single unit."""

from __future__ import annotations

import pytest

from bihuan.core.norms.judging import judge
from bihuan.core.norms.verdicts import State
from tests.core.norms.reading_cases import cases

CASES = cases()
HELD_AGAINST = (State.NOTICE, State.SHORT)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_stands_as_written(case):
    found = judge(case.window, case.known, today=case.today)

    told = (found.state, found.why, found.count, found.wanted, found.failed, found.doubtful)
    assert told == case.expected
    assert case.detail in (None, found.detail)
    assert (found.state not in HELD_AGAINST) is case.silent


def test_at_least_sixty_cases_and_half_of_them_silent():
    silent = [case for case in CASES if case.silent]

    assert len(CASES) >= 60
    assert len(silent) >= len(CASES) / 2
    assert len({case.name for case in CASES}) == len(CASES)


def test_every_state_and_reason_has_a_case():
    reasons = {(case.expected[0], case.expected[1]) for case in CASES}

    assert {state for state, _ in reasons} == set(State)
    assert {why for _, why in reasons} == {
        "", "other_kind", "not_adopted", "not_in_force", "retired", "not_founded", "closed", "excused",
        "founded_within", "closed_within", "nothing_to_judge", "not_kept", "kept_later", "attendance_missing",
    }  # fmt: skip


def test_only_a_mandatory_norm_falls_short():
    short = [case for case in CASES if case.expected[0] == State.SHORT]

    assert {case.window.norm.strength for case in short} == {"mandatory"}
