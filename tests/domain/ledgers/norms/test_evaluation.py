"""Verdicts on units of the database, by queries and by a snapshot."""

from __future__ import annotations

import datetime

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from bihuan.core.norms import embedded
from bihuan.core.norms.telling import sentence
from bihuan.domain.ledgers.models import Exemption, Mark
from bihuan.domain.ledgers.norms import evaluation, snapshot
from bihuan.domain.organizations.enums import LeadingBody, UnitKind
from bihuan.domain.organizations.models import BranchMembership, Unit
from bihuan.domain.organizations.operations.units import create_unit
from bihuan.domain.trail.actor import SYSTEM
from tests.domain.ledgers.norms import written

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 5, 20)
NEW_YEAR = datetime.date(2026, 1, 1)
THEME_DAY = "branch-rules-2018.theme-day-monthly"


def verdicts(unit, norm, year=2026):
    found = evaluation.verdicts_of(unit, year, today=TODAY)
    return [verdict for verdict in found if verdict.norm.code == norm]


def states(unit, norm, year=2026):
    return [str(verdict.state) for verdict in verdicts(unit, norm, year)]


def test_a_year_of_theme_days(branch):
    written.keeping(branch, "theme-day", datetime.date(2026, 2, 1))
    written.activity(branch, datetime.date(2026, 2, 6), ["theme-day"])
    written.exemption(
        branch, "theme-day", datetime.date(2026, 4, 1), datetime.date(2026, 5, 1), "全体党员驻村防汛"
    )

    found = verdicts(branch, THEME_DAY)

    assert [str(verdict.state) for verdict in found] == [
        "unknown", "met", "notice", "not_applicable", *["pending"] * 8,
    ]  # fmt: skip
    assert sentence(found[3]) == (
        "2026年4月不需开展：全体党员驻村防汛；"
        "《中国共产党支部工作条例（试行）》第十六条一般要求每月相对固定1天开展主题党日。"
    )


def test_a_record_that_counts_twice_is_enough_for_both(branch):
    written.activity(branch, datetime.date(2026, 2, 6), ["general-meeting", "party-lecture", "theme-day"])

    assert states(branch, THEME_DAY)[1] == "met"
    assert states(branch, "branch-rules-2018.general-meeting-quarterly")[0] == "met"


def test_a_withdrawn_record_does_not_count(branch):
    written.keeping(branch, "theme-day", NEW_YEAR)
    written.activity(branch, datetime.date(2026, 2, 6), ["theme-day"])
    QuerySet(Mark).update(withdrawn_at=timezone.now())

    assert states(branch, THEME_DAY)[1] == "notice"


def test_an_excuse_that_was_taken_back_excuses_nobody(branch):
    written.keeping(branch, "theme-day", NEW_YEAR)
    written.exemption(branch, "theme-day", NEW_YEAR, datetime.date(2027, 1, 1), "不需开展")
    QuerySet(Exemption).update(withdrawn_at=timezone.now())

    assert states(branch, THEME_DAY)[0] == "notice"


def test_the_neighbour_s_records_do_not_count(branch, bureau):
    neighbour = create_unit(parent=bureau.unit, actor=SYSTEM, kind=UnitKind.BRANCH, name="二支部")
    written.activity(neighbour, datetime.date(2026, 2, 6), ["theme-day"])

    assert states(branch, THEME_DAY)[1] == "unknown"
    assert states(neighbour, THEME_DAY)[1] == "met"


def test_a_bureau_with_a_party_group_is_asked_what_the_group_is_asked(bureau):
    QuerySet(Unit).filter(pk=bureau.unit.pk).update(leading_body=LeadingBody.PARTY_GROUP)
    bureau.unit.refresh_from_db()

    packs = {found.norm.pack for found in evaluation.verdicts_of(bureau.unit, 2026, today=TODAY)}

    assert {"party-group-rules-2019", "personal-matters-2017"} <= packs
    assert states(bureau.unit, THEME_DAY) == []


def test_a_department_is_asked_nothing(bureau):
    assert evaluation.verdicts_of(bureau.finance, 2026, today=TODAY) == []


@pytest.mark.parametrize(
    ("head", "deputy", "officer", "expected"),
    [
        ("present", "present", "absent", "met"),
        ("present", "leave", "absent", "short"),
        ("present", "made_up", "leave", "short"),
    ],
)
def test_a_quorum_counts_who_was_there(branch, bureau, head, deputy, officer, expected):
    attended = {bureau.head: head, bureau.deputy: deputy, bureau.officer: officer}
    written.activity(branch, datetime.date(2026, 2, 6), ["general-meeting"], attended=attended)

    assert states(branch, "branch-rules-2018.general-meeting-quorum")[0] == expected


def test_a_meeting_without_a_list_is_unknown(branch):
    written.activity(branch, datetime.date(2026, 2, 6), ["general-meeting"])

    (found, *_) = verdicts(branch, "branch-rules-2018.general-meeting-quorum")
    assert (found.state, found.doubtful) == ("unknown", 1)


def test_hours_of_members_who_made_up_count(branch, bureau):
    people = [bureau.head, bureau.deputy]
    written.write(BranchMembership, [BranchMembership(unit=branch, person=person) for person in people])
    written.keeping(branch, "online-study", datetime.date(2025, 1, 1))
    for month in range(1, 9):
        attended = {bureau.head: "made_up", bureau.deputy: "present" if month > 1 else "absent"}
        written.activity(
            branch, datetime.date(2025, month, 3), ["party-lecture", "regular-education"],
            attended=attended, hours="4",
        )  # fmt: skip

    (found,) = verdicts(branch, "member-education-2019.study-hours-yearly", year=2025)

    assert (found.state, found.count, found.wanted) == ("notice", 1, 2)


@pytest.mark.parametrize(("form", "expected"), [("study", "met"), ("analysis", "unknown")])
def test_only_records_of_the_kind_that_is_asked_for_count(bureau, form, expected):
    QuerySet(Unit).filter(pk=bureau.unit.pk).update(leading_body=LeadingBody.PARTY_GROUP)
    bureau.unit.refresh_from_db()
    day, values = datetime.date(2026, 3, 2), {"ideology-responsibility.form": form}
    written.activity(bureau.unit, day, ["ideology-responsibility"], values=values)

    assert states(bureau.unit, "ideology-responsibility.special-study-half-yearly")[0] == expected


@pytest.mark.parametrize(
    ("answers", "expected"),
    [([True, True], "met"), ([True, False], "short"), ([True, None], "unknown"), ([], "unknown")],
)
def test_what_every_record_must_do_is_looked_up_in_each(bureau, answers, expected):
    for within in answers:
        given = {"eight-point-rules.kind": "reception", "eight-point-rules.within": within}
        values = {name: answer for name, answer in given.items() if answer is not None}
        written.entry(bureau.unit, datetime.date(2026, 2, 3), "eight-point-rules", values)
    visit = {"eight-point-rules.kind": "visit", "eight-point-rules.within": False}
    written.entry(bureau.unit, datetime.date(2026, 2, 3), "eight-point-rules", visit)

    found = states(bureau.unit, "official-reception-2013.reception-within")

    assert found[0] == expected
    assert states(bureau.unit, "eight-point-rules-2012.visits-kept-simple")[0] == "notice"


def rows(units, year):
    return sorted(
        (
            unit.pk, found.norm.code, found.period.since, found.period.until, str(found.state),
            str(found.why), found.count, found.wanted, found.failed, found.doubtful,
        )
        for unit, verdicts in evaluation.verdicts_within(units, year, today=TODAY).items()
        for found in verdicts
    )  # fmt: skip


@pytest.mark.parametrize(("seed", "year"), [(1, 2026), (2, 2025), (3, 2024)])
def test_a_snapshot_gives_the_rows_that_queries_give(bureau, tmp_path, seed, year):
    branches = [
        create_unit(parent=bureau.unit, actor=SYSTEM, kind=UnitKind.BRANCH, name=f"第{number}支部")
        for number in range(3)
    ]
    QuerySet(Unit).filter(pk=bureau.unit.pk).update(leading_body=LeadingBody.PARTY_GROUP)
    QuerySet(Unit).filter(pk=branches[2].pk).update(closed_on=datetime.date(year, 5, 14))
    QuerySet(Unit).filter(pk=branches[1].pk).update(founded_on=datetime.date(year, 2, 20))
    units = Unit.objects.within([bureau.unit.path])
    written.Lot(seed, year, [bureau.head, bureau.deputy, bureau.officer]).fill(units)

    snapshot.write(tmp_path, units, year, today=TODAY)

    expected = rows(units, year)
    assert {row[4] for row in expected} >= {"met", "notice", "short", "not_applicable", "unknown"}
    assert {row[5] for row in expected} >= {"not_founded", "founded_within", "closed", "closed_within"}
    assert embedded.verdicts(tmp_path) == expected


def test_a_branch_is_asked_for_nothing_before_its_founding(branch):
    QuerySet(Unit).filter(pk=branch.pk).update(founded_on=datetime.date(2026, 2, 10))
    written.keeping(branch, "theme-day", datetime.date(2026, 2, 10))

    found = verdicts(branch, THEME_DAY)

    assert [str(verdict.state) for verdict in found[:5]] == [
        "not_applicable", "not_applicable", "notice", "notice", "pending",
    ]  # fmt: skip
    assert sentence(found[0]).startswith("2026年1月不适用：本单位2026年2月10日才设立；")
    assert sentence(found[1]).startswith(
        "2026年2月不适用（已有0次）：本单位2026年2月10日才设立，不满一个周期；"
    )


def test_what_a_young_branch_holds_counts(branch):
    QuerySet(Unit).filter(pk=branch.pk).update(founded_on=datetime.date(2026, 2, 10))
    written.activity(branch, datetime.date(2026, 2, 20), ["theme-day"])

    assert states(branch, THEME_DAY)[:2] == ["not_applicable", "met"]


def test_a_branch_that_was_dissolved_within_a_quarter_is_asked_for_nothing_after(branch):
    QuerySet(Unit).filter(pk=branch.pk).update(closed_on=datetime.date(2026, 5, 14))
    written.keeping(branch, "general-meeting", NEW_YEAR)

    found = verdicts(branch, "branch-rules-2018.general-meeting-quarterly")

    assert [(str(verdict.state), str(verdict.why)) for verdict in found] == [
        ("notice", ""),
        ("not_applicable", "closed_within"),
        ("not_applicable", "closed"),
        ("not_applicable", "closed"),
    ]


def test_many_units_take_as_many_queries_as_one(bureau, branch, django_assert_num_queries):
    written.activity(branch, datetime.date(2026, 2, 6), ["theme-day"])
    with django_assert_num_queries(10) as first:
        evaluation.verdicts_of(branch, 2026, today=TODAY)
    for number in range(3):
        each = create_unit(parent=bureau.unit, actor=SYSTEM, kind=UnitKind.BRANCH, name=f"第{number}支部")
        written.activity(each, datetime.date(2026, 2, 6), ["theme-day", "party-lecture"])

    with django_assert_num_queries(len(first)):
        evaluation.verdicts_within(Unit.objects.within([bureau.unit.path]), 2026, today=TODAY)
