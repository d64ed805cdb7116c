"""An import that is killed leaves nothing or all; two at once never make somebody twice."""

from __future__ import annotations

import pytest

from .fault_injection import in_a_home

NOTHING = [0, 0, 0, 0, "previewed"]
ALL = [3, 3, 3, 0, "applied"]


@pytest.mark.slow
def test_a_kill_before_any_statement_leaves_nothing_or_all(tmp_path):
    found = in_a_home(tmp_path, "crash")

    assert len(found["after_kill"]) >= 20
    assert [rows for rows in found["after_kill"] if rows != NOTHING] == []
    assert (found["at_last"], found["faults"]) == (ALL, 0)


@pytest.mark.slow
def test_two_imports_of_the_same_people_at_once_have_one_effect(tmp_path):
    found = in_a_home(tmp_path, "same-people")

    assert found == {
        "answers": ["ImportBatch", "RegisterMoved"],
        "rows": [3, 3, 3, 0, "applied", "previewed"],
        "faults": 0,
    }


@pytest.mark.slow
def test_two_imports_of_different_people_at_once_both_count(tmp_path):
    found = in_a_home(tmp_path, "different-people")

    assert found == {
        "answers": ["ImportBatch", "ImportBatch"],
        "rows": [6, 6, 6, 0, "applied", "applied"],
        "faults": 0,
    }
