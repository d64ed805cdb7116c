"""Gaps on the twin report: what is known of it, exactly."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from bihuan.domain.rectification import coverage
from bihuan.domain.rectification.coverage import Gap
from bihuan.domain.rectification.enums import DueKind
from bihuan.domain.rectification.models import Figure, Item, Measure, Problem
from bihuan.domain.rectification.operations import figures, items, links, wording
from bihuan.domain.rectification.view import ledger_of
from tests.domain.compilations import twin

NO_MEASURE = ["改革创新办法不多", "防范风险的预见性不强"]
WEAKLY = ("动真碰硬的劲头不足", "践行群众路线，锤炼过硬作风")


@pytest.fixture
def cycle(bureau, clerk):
    return twin.built(bureau.unit, clerk)


def titles(cycle, gap: Gap) -> list[str]:
    return [each.row.title for each in coverage.gaps(ledger_of(cycle)) if each.gap is gap]


def test_the_twin_has_its_known_counts(cycle):
    ledger = ledger_of(cycle)

    assert (len(ledger.problems), len(ledger.aspects), len(ledger.causes)) == (14, 6, 5)
    assert (len(ledger.measures), len(ledger.items)) == (8, 7)


def test_unconfirmed_every_problem_is_unlinked_and_candidates_close_no_gap(cycle):
    ledger = ledger_of(cycle)

    assert coverage.counts(coverage.gaps(ledger)) == {
        Gap.NO_CAUSE: 14,
        Gap.NO_MEASURE: 14,
        Gap.WEAK_MEASURE: 0,
        Gap.UNUSED_CAUSE: 5,
        Gap.UNUSED_MEASURE: 8,
        Gap.NO_OWNER: 7,
        Gap.NO_DATE: 7,
        Gap.NO_TARGET: 7,
        Gap.UNKNOWN_OWNER: 0,
        Gap.MASKED_FIGURE: 2,
    }
    assert len(ledger.measure_links) > 0


def test_after_a_persons_links_two_problems_lack_a_measure_and_one_has_a_weak_one(cycle, clerk):
    twin.judge_by_gold(cycle, clerk, weak=(WEAKLY,))

    assert titles(cycle, Gap.NO_MEASURE) == NO_MEASURE
    assert titles(cycle, Gap.WEAK_MEASURE) == ["动真碰硬的劲头不足"]
    assert titles(cycle, Gap.NO_CAUSE) == ["对基层支部的指导帮带不到位", "防范风险的预见性不强"]
    assert titles(cycle, Gap.UNUSED_CAUSE) == []


def test_one_full_measure_beside_a_weak_one_is_enough(cycle, clerk):
    problem, (full, partly) = cycle.problems.first(), cycle.measures.all()[:2]
    links.make_link(problem=problem, target=partly, actor=clerk, weak=True)
    assert titles(cycle, Gap.WEAK_MEASURE) == [problem.title]

    links.make_link(problem=problem, target=full, actor=clerk)

    assert titles(cycle, Gap.WEAK_MEASURE) == []


def test_a_declined_link_opens_the_gap_again(cycle, clerk):
    problem, measure = cycle.problems.first(), cycle.measures.first()
    link = links.make_link(problem=problem, target=measure, actor=clerk)
    assert problem.title not in titles(cycle, Gap.NO_MEASURE)

    links.decline_link(link=link, actor=clerk, seen=link.version)

    assert problem.title in titles(cycle, Gap.NO_MEASURE)


def test_a_group_is_used_with_a_part_of_it_and_a_part_with_its_group(cycle, clerk):
    part = Measure.objects.filter(cycle=cycle, parent__isnull=False).first()
    problem = cycle.problems.first()
    link = links.make_link(problem=problem, target=part, actor=clerk)
    unused = titles(cycle, Gap.UNUSED_MEASURE)
    assert (part.title in unused, part.parent.title in unused, len(unused)) == (False, False, 6)

    links.decline_link(link=link, actor=clerk, seen=link.version)
    links.make_link(problem=problem, target=part.parent, actor=clerk)

    assert len(titles(cycle, Gap.UNUSED_MEASURE)) == 3


def test_an_owner_a_date_and_a_target_close_their_gaps_of_that_item_only(cycle, clerk, bureau):
    item = Item.objects.filter(cycle=cycle).first()

    items.plan_item(
        item=item,
        actor=clerk,
        seen=item.version,
        responsible_leader=bureau.deputy,
        due_kind=DueKind.DATED,
        due_date=datetime.date(2023, 6, 30),
        target_value=Decimal(12),
        target_unit="次",
        target_comparator="≥",
    )

    counts = coverage.counts(coverage.gaps(ledger_of(cycle)))
    assert [counts[gap] for gap in (Gap.NO_OWNER, Gap.NO_DATE, Gap.NO_TARGET)] == [6, 6, 6]


def test_a_name_outside_the_register_is_an_owner_but_an_unknown_one(cycle, clerk):
    item = Item.objects.filter(cycle=cycle).first()

    items.plan_item(item=item, actor=clerk, seen=item.version, leads=["督查专班"], supports=["财务科"])

    counts = coverage.counts(coverage.gaps(ledger_of(cycle)))
    assert (counts[Gap.NO_OWNER], counts[Gap.UNKNOWN_OWNER]) == (6, 1)


def test_lasting_items_need_no_date(cycle, clerk):
    item = Item.objects.filter(cycle=cycle).first()

    items.plan_item(item=item, actor=clerk, seen=item.version, due_kind=DueKind.LASTING)

    assert coverage.counts(coverage.gaps(ledger_of(cycle)))[Gap.NO_DATE] == 6


def test_a_masked_figure_is_a_gap_until_a_person_fills_it(cycle, clerk):
    figure = Figure.objects.filter(cycle=cycle, masked=True).first()

    figures.fill_figure(
        figure=figure, actor=clerk, seen=figure.version, value=Decimal(12), note="中心组学习台账"
    )

    assert coverage.counts(coverage.gaps(ledger_of(cycle)))[Gap.MASKED_FIGURE] == 1


def test_withdrawn_rows_have_no_gaps(cycle, clerk):
    problem = Problem.objects.get(cycle=cycle, title=NO_MEASURE[0])

    wording.withdraw_statement(statement=problem, actor=clerk, seen=problem.version, reason="与第一项重复")

    assert coverage.counts(coverage.gaps(ledger_of(cycle)))[Gap.NO_MEASURE] == 13


def test_gaps_by_row_names_every_gap_of_a_row(cycle):
    ledger = ledger_of(cycle)

    found = coverage.by_row(coverage.gaps(ledger))

    assert found[ledger.problems[0].key] == [Gap.NO_CAUSE, Gap.NO_MEASURE]
    assert found[ledger.items[0].key] == [Gap.NO_OWNER, Gap.NO_DATE, Gap.NO_TARGET]


@pytest.mark.parametrize("name", ["bureau-report-2022", "bureau-report-2025"])
def test_gaps_cost_no_query_beyond_loading_the_ledger(bureau, clerk, name, django_assert_num_queries):
    ledger = ledger_of(twin.built(bureau.unit, clerk, name=name, year=2025))

    with django_assert_num_queries(0):
        assert coverage.gaps(ledger)
