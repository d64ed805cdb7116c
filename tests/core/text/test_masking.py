"""Mobile, identity and bank card numbers are hidden, everything else is left alone."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.core.text.masking import masked, restored

CASES = tomllib.loads(Path(__file__).with_suffix("").with_name("masking.toml").read_text("utf-8"))
NUMBERS = st.sampled_from([case["text"] for case in CASES["hidden"]])


@pytest.mark.parametrize("case", CASES["hidden"], ids=lambda case: case["text"])
def test_the_middle_of_a_personal_number_is_hidden(case):
    assert masked(case["text"]) == case["masked"]


@pytest.mark.parametrize("case", CASES["silent"], ids=lambda case: case["text"])
def test_other_numbers_are_left_alone(case):
    assert masked(case["text"]) == case["text"]


def test_as_many_cases_stay_silent_as_report():
    assert len(CASES["silent"]) >= len(CASES["hidden"]) >= 30


@pytest.mark.parametrize("case", CASES["hidden"], ids=lambda case: case["text"])
def test_masking_again_changes_nothing(case):
    assert masked(case["masked"]) == case["masked"]


@given(st.text())
def test_every_text_keeps_its_length(text):
    assert len(masked(text)) == len(text)


@given(st.lists(st.one_of(NUMBERS, st.text(max_size=6)), max_size=6))
def test_only_digits_are_hidden(parts):
    text = "，".join(parts)

    hidden = masked(text)

    changed = [(old, new) for old, new in zip(text, hidden, strict=True) if old != new]
    assert {new for _, new in changed} <= {"*"}
    assert all(old.isalnum() for old, _ in changed)


@pytest.mark.parametrize("case", CASES["hidden"] + CASES["silent"], ids=lambda case: case["text"])
def test_a_masked_text_can_be_restored_from_the_original(case):
    assert restored(masked(case["text"]), case["text"]) == case["text"]


@pytest.mark.parametrize(
    ("text", "original", "expected"),
    [
        ("已回访138****8000，满意。", "回访13800138000", "已回访13800138000，满意。"),
        ("138****8000和138****8000", "13800138000和13811118000", "13800138000和13811118000"),
        ("139****9000", "13800138000", "139****9000"),
        ("13900139000", "13800138000", "13900139000"),
        ("会议**次", "会议**次，13800138000", "会议**次"),
        ("", "13800138000", ""),
    ],
)
def test_only_what_the_original_has_comes_back(text, original, expected):
    assert restored(text, original) == expected
