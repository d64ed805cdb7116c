"""What was withdrawn is read, not changed, until it is put back."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bihuan.domain.organizations.withdrawing import NotWithdrawn, Withdrawn
from bihuan.domain.rectification.enums import DueKind, Progress
from bihuan.domain.rectification.models import Figure, Item, Problem, ProblemMeasure
from bihuan.domain.rectification.operations import figures, items, links, wording
from bihuan.domain.trail import door
from bihuan.domain.trail.actor import SYSTEM


@pytest.fixture
def figure(problem, clerk) -> Figure:
    with door.recorded("tests.figure.make", actor=SYSTEM, subject=problem):
        figure = Figure(
            unit=problem.unit,
            cycle=problem.cycle,
            problem=problem,
            text="**次",
            start=0,
            comparator="=",
            masked=True,
        )
        figure.save()
    return figure


@pytest.fixture
def withdrawn(problem, item, clerk, figure):
    for statement in (problem, item.measure):
        wording.withdraw_statement(statement=statement, actor=clerk, seen=statement.version, reason="重复")


CHANGES = {
    "edit": lambda actor: wording.edit_statement(
        statement=Problem.objects.get(), actor=actor, seen=None, title="新"
    ),
    "withdraw": lambda actor: wording.withdraw_statement(
        statement=Problem.objects.get(), actor=actor, seen=None, reason="再撤"
    ),
    "plan": lambda actor: items.plan_item(
        item=Item.objects.get(), actor=actor, seen=None, due_kind=DueKind.LASTING
    ),
    "report": lambda actor: items.report_progress(
        item=Item.objects.get(), actor=actor, seen=None, progress=Progress.IN_PROGRESS
    ),
    "fill": lambda actor: figures.fill_figure(
        figure=Figure.objects.get(), actor=actor, seen=None, value=Decimal(3), note="台账"
    ),
    "confirm": lambda actor: links.confirm_link(link=ProblemMeasure.objects.get(), actor=actor, seen=None),
    "decline": lambda actor: links.decline_link(link=ProblemMeasure.objects.get(), actor=actor, seen=None),
    "make": lambda actor: links.make_link(
        problem=Problem.objects.get(), target=Item.objects.get().measure, actor=actor
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_withdrawn_row_is_not_changed(withdrawn, clerk, change):
    with pytest.raises(Withdrawn):
        CHANGES[change](clerk)


@pytest.mark.parametrize("change", CHANGES)
def test_a_standing_row_is(problem, item, figure, clerk, change):
    CHANGES[change](clerk)


def test_what_stands_is_not_restored(problem, clerk):
    with pytest.raises(NotWithdrawn):
        wording.restore_statement(statement=problem, actor=clerk, seen=problem.version)

    assert Problem.objects.get().version == problem.version
