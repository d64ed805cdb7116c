"""Norm packs as typed objects, and every way in which a file is refused."""

from __future__ import annotations

import copy
import datetime
from fractions import Fraction

import pytest

from bihuan.core.registry import norms as registry
from bihuan.core.registry.norms import (
    ByDayRule,
    CountRule,
    EveryRule,
    HoursRule,
    Level,
    Per,
    QuorumRule,
    Strength,
)

NORM = {
    "code": "monthly",
    "mechanism": "theme-day",
    "clause": "第三条",
    "wording": "每月1次",
    "strength": "usual",
    "rule": {"kind": "count", "at_least": 1, "per": "month"},
    "exempt": ["刚成立"],
}
PACK = {
    "title": "读书会办法",
    "level": "unit",
    "source": "自拟",
    "since": datetime.date(2020, 1, 1),
    "edition": "2020",
    "verified": True,
    "norm": [NORM],
}


def read(**changes):
    return registry.pack_of("reading", {**copy.deepcopy(PACK), **changes})


def read_norm(**changes):
    (norm,) = read(norm=[{**NORM, **changes}]).norms.values()
    return norm


def read_rule(**rule):
    return read_norm(rule=rule).rule


def test_a_norm_is_told_in_full():
    norm = read_norm()

    assert (norm.code, norm.pack, norm.title, norm.level, norm.edition) == (
        "reading.monthly",
        "reading",
        "读书会办法",
        Level.UNIT,
        "2020",
    )
    assert (norm.mechanism, norm.clause, norm.wording, norm.strength) == (
        "theme-day",
        "第三条",
        "每月1次",
        Strength.USUAL,
    )
    assert (norm.since, norm.until, norm.verified, norm.adopted) == (
        datetime.date(2020, 1, 1),
        None,
        True,
        True,
    )
    assert (norm.binds, norm.exempt) == (frozenset(), ("刚成立",))


def test_a_norm_may_differ_from_its_pack():
    norm = read_norm(
        since=datetime.date(2021, 7, 1),
        until=datetime.date(2024, 7, 1),
        verified=False,
        adopted=False,
        binds=["branch"],
    )

    assert (norm.since, norm.until) == (datetime.date(2021, 7, 1), datetime.date(2024, 7, 1))
    assert (norm.verified, norm.adopted, norm.binds) == (False, False, frozenset({"branch"}))


EVERY = EveryRule((("a", "x"), ("b", True)), Per.YEAR)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({"kind": "count", "at_least": 2, "per": "half_year"}, CountRule(2, Per.HALF_YEAR)),
        ({"kind": "by_day", "at_least": 1, "by": "02-29"}, ByDayRule(1, 2, 29)),
        (
            {"kind": "count", "at_least": 1, "per": "year", "where": {"form": "study"}, "what": "专题研究"},
            CountRule(1, Per.YEAR, (("form", "study"),), "专题研究"),
        ),
        (
            {"kind": "by_day", "at_least": 1, "by": "01-31", "where": {"open": True}, "what": "公开"},
            ByDayRule(1, 1, 31, (("open", True),), "公开"),
        ),
        ({"kind": "every", "holds": {"b": True, "a": "x"}, "per": "year"}, EVERY),
        ({"kind": "hours", "at_least": 32}, HoursRule(32)),
        ({"kind": "hours", "at_least": 32, "also": ["lecture"]}, HoursRule(32, ("lecture",))),
        (
            {"kind": "quorum", "share": "2/3", "per": "year"},
            QuorumRule(Fraction(2, 3), False, Per.YEAR),
        ),
        (
            {"kind": "quorum", "share": "1/2", "more_than": True, "per": "month"},
            QuorumRule(Fraction(1, 2), True, Per.MONTH),
        ),
    ],
)
def test_rules(rule, expected):
    assert read_rule(**rule) == expected


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"level": "village"}, "level"),
        ({"since": "2020-01-01"}, "since"),
        ({"verified": "yes"}, "verified"),
        ({"title": ""}, "title"),
        ({"author": "谁"}, "author"),
        ({"norm": [NORM, NORM]}, "norm"),
    ],
)
def test_a_faulty_pack_is_refused_with_file_and_key(changes, key):
    with pytest.raises(ValueError, match=f"^norms/reading.toml：{key}："):
        read(**changes)


@pytest.mark.parametrize("missing", ["title", "level", "source", "since", "edition", "verified"])
def test_a_pack_without_a_key_is_refused(missing):
    values = {key: value for key, value in PACK.items() if key != missing}

    with pytest.raises(ValueError, match=f"^norms/reading.toml：{missing}：没有填写"):
        registry.pack_of("reading", values)


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"strength": "strong"}, "strength"),
        ({"binds": ["village"]}, "binds"),
        ({"mechanism": 3}, "mechanism"),
        ({"wording": " "}, "wording"),
        ({"until": datetime.date(2020, 1, 1)}, "until"),
        ({"exempt": "刚成立"}, "exempt"),
        ({"note": "多写的"}, "note"),
    ],
)
def test_a_faulty_norm_is_refused_with_file_and_key(changes, key):
    with pytest.raises(ValueError, match=f"^norms/reading.toml：norm.monthly：{key}："):
        read_norm(**changes)


@pytest.mark.parametrize(
    ("rule", "key"),
    [
        ({"kind": "often"}, "kind"),
        ({"kind": "count", "at_least": 0, "per": "month"}, "at_least"),
        ({"kind": "count", "at_least": -1, "per": "month"}, "at_least"),
        ({"kind": "count", "at_least": True, "per": "month"}, "at_least"),
        ({"kind": "count", "at_least": 1, "per": "week"}, "per"),
        ({"kind": "count", "at_least": 1, "per": "month", "by": "01-31"}, "by"),
        ({"kind": "by_day", "at_least": 1, "by": "02-30"}, "by"),
        ({"kind": "by_day", "at_least": 1, "by": "1月31日"}, "by"),
        ({"kind": "count", "at_least": 1, "per": "year", "where": {"form": "study"}}, "what"),
        ({"kind": "every", "holds": {}, "per": "year"}, "holds"),
        ({"kind": "every", "holds": {"open": True}, "per": "week"}, "per"),
        ({"kind": "every", "holds": {"open": True}, "per": "year", "at_least": 1}, "at_least"),
        ({"kind": "hours", "at_least": 32, "per": "year"}, "per"),
        ({"kind": "quorum", "share": "3/2", "per": "year"}, "share"),
        ({"kind": "quorum", "share": "0.5", "per": "year"}, "share"),
        ({"kind": "quorum", "share": "1/0", "per": "year"}, "share"),
    ],
)
def test_a_faulty_rule_is_refused_with_file_and_key(rule, key):
    with pytest.raises(ValueError, match=f"^norms/reading.toml：norm.monthly：rule：{key}："):
        read_rule(**rule)


def test_a_retelling_of_branch_rules_is_in_the_registry():
    norm = registry.norms()["branch-rules-2018.theme-day-monthly"]

    assert (norm.clause, norm.strength, norm.rule) == ("第十六条", Strength.USUAL, CountRule(1, Per.MONTH))
    assert norm in registry.norms_of("theme-day")


def test_what_reads_usually_in_the_text_is_no_mandatory_norm():
    mandatory = sorted(code for code, norm in registry.norms().items() if norm.strength == "mandatory")

    assert mandatory == [
        "branch-rules-2018.branch-committee-quorum",
        "branch-rules-2018.general-meeting-quorum",
        "branch-rules-2018.organization-life-meeting-yearly",
        "branch-rules-2018.secretary-lecture-yearly",
        "official-reception-2013.reception-within",
        "party-group-rules-2019.party-group-meeting-quorum",
        "personal-matters-2017.yearly-report-on-time",
    ]


def test_clauses_that_nobody_has_compared_are_marked():
    unverified = {norm.pack for norm in registry.norms().values() if not norm.verified}

    assert unverified == {
        "branch-rules-2018",
        "ideology-responsibility",
        "member-education-2019",
        "official-reception-2013",
        "party-group-rules-2019",
        "personal-matters-2017",
        "strict-governance-2020",
        "theory-group-rules-2017",
    }


def test_what_other_places_ask_for_holds_only_where_it_is_taken_over():
    offered = {norm.pack for norm in registry.norms().values() if not norm.adopted}

    assert offered == {"other-places"}
    assert {norm.strength for norm in registry.norms().values() if not norm.adopted} == {Strength.LOCAL}
