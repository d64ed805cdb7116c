"""Every line of the case files: state, due day, delay and what the sentence must say."""

from collections import Counter

import pytest

from bihuan.core.registry.procedures import procedures
from tests.core.planning.case_files import SILENT, cases

CASES = cases()


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_case(case):
    found = case.judged()

    assert (found.state, found.due, found.late_by) == (case.state, case.due, case.late_by), found.sentence
    assert case.says in found.sentence


def test_no_case_is_told_twice():
    names = Counter(case.name for case in CASES)

    assert [name for name, times in names.items() if times > 1] == []


def test_at_least_half_of_the_cases_stay_silent():
    silent = [case for case in CASES if case.state in SILENT]

    assert len(silent) * 2 >= len(CASES)
    assert all(not case.judged().needs_attention for case in silent)


def test_every_step_of_every_procedure_has_a_case():
    told = {(case.procedure, case.step) for case in CASES}
    known = {(code, step) for code, procedure in procedures().items() for step in procedure.steps}

    assert known - told == set()
