"""Change, add and withdraw the wording of the ledger."""

from __future__ import annotations

import pytest

from bihuan.domain.rectification.enums import LinkOrigin, LinkState
from bihuan.domain.rectification.failures import Incomplete
from bihuan.domain.rectification.models import Cause, Item, Measure, Problem, ProblemCause, ProblemMeasure
from bihuan.domain.rectification.operations import links, wording
from bihuan.domain.trail.failures import NotPermitted
from tests.ledgers import add_promise, open_cycle


def test_editing_changes_the_wording_and_marks_the_row_as_edited(problem, clerk):
    wording.edit_statement(
        statement=problem, actor=clerk, seen=problem.version, title="新标题", text="新内容"
    )

    stored = Problem.objects.get(pk=problem.pk)
    assert (stored.title, stored.text, stored.version) == ("新标题", "新内容", problem.version + 1)
    assert stored.edited_at > problem.edited_at


def test_fields_that_a_kind_does_not_have_are_left_alone(cycle, item, clerk):
    cause = Cause.objects.get()

    wording.edit_statement(statement=cause, actor=clerk, seen=cause.version, title="新", example="不属于原因")

    assert Cause.objects.get().title == "新"


@pytest.mark.parametrize("values", [{"title": " "}, {"text": ""}])
def test_empty_wording_is_refused(problem, clerk, values):
    with pytest.raises(Incomplete):
        wording.edit_statement(statement=problem, actor=clerk, seen=problem.version, **values)


def test_what_is_added_for_a_problem_is_linked_with_it_by_hand(cycle, item):
    cause_link, measure_link = ProblemCause.objects.get(), ProblemMeasure.objects.get()

    assert (cause_link.state, cause_link.origin) == (LinkState.CONFIRMED, LinkOrigin.MANUAL)
    assert (measure_link.state, measure_link.measure) == (LinkState.CONFIRMED, Measure.objects.get())


def test_what_is_added_alone_is_linked_with_nothing(cycle, clerk):
    wording.add_cause(cycle=cycle, actor=clerk, title="原因", text="内容")

    assert ProblemCause.objects.count() == 0


def test_rows_are_numbered_in_the_order_in_which_they_came(cycle):
    for number in (1, 2, 3):
        add_promise(cycle, number)

    assert list(Problem.objects.order_by("position").values_list("position", "title")) == [
        (1, "问题1"),
        (2, "问题2"),
        (3, "问题3"),
    ]


def test_withdrawing_a_measure_takes_its_items_along_and_restoring_brings_them_back(item, clerk):
    measure = item.measure
    gone = wording.withdraw_statement(statement=measure, actor=clerk, seen=measure.version, reason="重复")
    assert Item.objects.standing().count() == 0

    wording.restore_statement(statement=gone, actor=clerk, seen=gone.version)

    assert Item.objects.standing().get().pk == item.pk
    assert Measure.objects.standing().get().withdrawn_reason == ""


def test_withdrawing_needs_a_reason(problem, clerk):
    with pytest.raises(Incomplete):
        wording.withdraw_statement(statement=problem, actor=clerk, seen=problem.version, reason="  ")


@pytest.mark.parametrize("who", ["leader", "stranger"])
def test_only_the_clerk_of_the_unit_keeps_the_ledger(request, problem, cycle, who):
    actor = request.getfixturevalue(who)

    with pytest.raises(NotPermitted):
        wording.edit_statement(statement=problem, actor=actor, seen=problem.version, title="x")
    with pytest.raises(NotPermitted):
        wording.add_problem(cycle=cycle, actor=actor, title="x", text="x")


def test_a_link_by_hand_joins_rows_of_one_year_only(problem, bureau, clerk):
    other_year = open_cycle(bureau.unit, 2024)
    cause = wording.add_cause(cycle=other_year, actor=clerk, title="原因", text="内容")

    with pytest.raises(Incomplete):
        links.make_link(problem=problem, target=cause, actor=clerk)


def test_declining_and_making_a_link_again_keeps_one_row(problem, clerk):
    link = ProblemCause.objects.get()
    links.decline_link(link=link, actor=clerk, seen=link.version)

    links.make_link(problem=problem, target=Cause.objects.get(), actor=clerk, weak=True)

    assert [(row.state, row.weak) for row in ProblemCause.objects.all()] == [(LinkState.CONFIRMED, True)]
