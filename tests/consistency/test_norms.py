"""Mechanisms and norms name each other; what binds nobody, or counts what cannot be entered, is a mistake."""

from __future__ import annotations

import pytest

from bihuan.core.registry import norms
from bihuan.core.registry.mechanisms import mechanisms
from bihuan.core.registry.norms import HoursRule, QuorumRule


@pytest.mark.parametrize("mechanism", mechanisms().values(), ids=lambda each: each.code)
def test_a_mechanism_cites_the_norms_that_speak_of_it(mechanism):
    assert sorted(mechanism.norms) == sorted(norm.code for norm in norms.norms_of(mechanism.code))


@pytest.mark.parametrize("norm", norms.norms().values(), ids=lambda each: each.code)
def test_a_norm_speaks_of_a_mechanism_that_its_units_keep(norm):
    mechanism = mechanisms()[norm.mechanism]

    assert norm.binds <= set(mechanism.binds)


def switched_on(norm):
    also = norm.rule.also if isinstance(norm.rule, HoursRule) else ()
    return [set(mechanisms()[code].switched_on) for code in (norm.mechanism, *also)]


@pytest.mark.parametrize(
    ("kind", "needed"), [(HoursRule, {"hours", "attendance"}), (QuorumRule, {"attendance"})]
)
def test_a_norm_counts_only_what_its_ledgers_can_hold(kind, needed):
    of_kind = [norm for norm in norms.norms().values() if isinstance(norm.rule, kind)]

    assert of_kind
    assert [norm.code for norm in of_kind if not all(needed <= parts for parts in switched_on(norm))] == []


def test_every_pack_has_norms():
    assert [code for code, pack in norms.packs().items() if not pack.norms] == []


PARTS = [norm for norm in norms.norms().values() if norm.counts != norm.mechanism]


@pytest.mark.parametrize("norm", PARTS, ids=lambda each: each.code)
def test_a_norm_on_a_part_asks_for_answers_that_the_mechanism_has(norm):
    fields = mechanisms()[norm.mechanism].fields
    asked = {**dict(getattr(norm.rule, "where", ())), **dict(getattr(norm.rule, "holds", ()))}

    for field, answer in asked.items():
        own = fields[field]
        assert answer in own.choices if own.kind == "choice" else (own.kind, answer) == ("yes_no", True)
