"""Which records a norm on a part of a ledger looks at, and whether they do what it asks."""

from __future__ import annotations

import dataclasses

import pytest

from bihuan.core.norms.subsets import holds, looked_at
from bihuan.core.registry.norms import CountRule, EveryRule, Per, norms

RECEPTION = norms()["official-reception-2013.reception-within"]
STUDY = norms()["ideology-responsibility.special-study-half-yearly"]
THEME_DAY = norms()["branch-rules-2018.theme-day-monthly"]
KIND, WITHIN = "eight-point-rules.kind", "eight-point-rules.within"


@pytest.mark.parametrize(
    ("norm", "values", "expected"),
    [
        (STUDY, {"ideology-responsibility.form": "study"}, True),
        (STUDY, {"ideology-responsibility.form": "analysis"}, False),
        (STUDY, {"integrity-duties.form": "study"}, False),
        (STUDY, {}, False),
        (RECEPTION, {KIND: "reception", WITHIN: False}, True),
        (THEME_DAY, {}, True),
    ],
)
def test_a_norm_looks_at_the_records_it_speaks_of(norm, values, expected):
    assert looked_at(norm, values) is expected


@pytest.mark.parametrize(
    ("norm", "values", "expected"),
    [
        (RECEPTION, {KIND: "reception", WITHIN: True}, True),
        (RECEPTION, {KIND: "reception", WITHIN: False}, False),
        (RECEPTION, {KIND: "reception"}, None),
        (STUDY, {"ideology-responsibility.form": "study"}, None),
    ],
)
def test_what_a_record_does_not_say_is_not_known(norm, values, expected):
    assert holds(norm, values) is expected


def test_a_part_of_a_ledger_has_a_name_of_its_own():
    plain = dataclasses.replace(THEME_DAY, rule=CountRule(1, Per.MONTH))
    every = dataclasses.replace(THEME_DAY, rule=EveryRule((("on_fixed_day", True),), Per.MONTH))

    assert (plain.counts, every.counts, STUDY.counts) == (
        "theme-day",
        "theme-day!on_fixed_day=True",
        "ideology-responsibility?form=study",
    )
