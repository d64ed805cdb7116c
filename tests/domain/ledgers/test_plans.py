"""How far a plan is follows from milestones and days."""

from __future__ import annotations

import datetime

import pytest

from bihuan.domain.ledgers.failures import NotYet, WrongState, WrongValue
from bihuan.domain.ledgers.operations import plans, records
from bihuan.domain.organizations.withdrawing import NoReason, Withdrawn
from tests.records import DAY
from tests.shaped_records import entered

pytestmark = pytest.mark.django_db
VALUES = {"key-projects.programme": "三项工程"}


def standing(plan):
    plan.refresh_from_db()
    return plan.state, plan.milestones_done, plan.milestone_count


@pytest.fixture
def stepped(plan, clerk):
    """A plan with two milestones."""
    for text in ("立项", "上线"):
        plan = plans.add_milestone(plan=plan, actor=clerk, seen=plan.version, text=text)
    return plan


def test_a_new_plan_has_not_begun(plan):
    assert standing(plan) == ("planned", 0, 0)


def test_the_first_milestone_done_begins_it(stepped, clerk):
    first = stepped.milestones.get(text="立项")

    plans.finish_milestone(
        plan=stepped, milestone=first, actor=clerk, seen=stepped.version, on=DAY, proof="水发〔2026〕2号"
    )

    first.refresh_from_db()
    assert (first.done_on, first.proof) == (DAY, "水发〔2026〕2号")
    assert standing(stepped) == ("in_progress", 1, 2)


def test_done_by_mistake_is_taken_back(stepped, clerk):
    first = stepped.milestones.get(text="立项")
    plan = plans.finish_milestone(
        plan=stepped, milestone=first, actor=clerk, seen=stepped.version, on=DAY, proof="批复"
    )

    plans.reopen_milestone(plan=plan, milestone=first, actor=clerk, seen=plan.version)

    assert standing(stepped) == ("planned", 0, 2)
    with pytest.raises(WrongState, match="还没有完成"):
        plans.reopen_milestone(plan=stepped, milestone=first, actor=clerk, seen=None)


def test_proof_is_asked_for_and_the_day_must_have_come(stepped, clerk):
    first = stepped.milestones.get(text="立项")
    asked = {"plan": stepped, "milestone": first, "actor": clerk, "seen": stepped.version}

    with pytest.raises(WrongValue, match="凭什么说完成了"):
        plans.finish_milestone(**asked, on=DAY, proof=" ")
    with pytest.raises(NotYet):
        plans.finish_milestone(**asked, on=datetime.date(2099, 1, 1), proof="批复")
    assert standing(stepped) == ("planned", 0, 2)


def test_a_withdrawn_milestone_counts_no_more(stepped, clerk):
    first = stepped.milestones.get(text="立项")

    plan = plans.withdraw_milestone(
        plan=stepped, milestone=first, actor=clerk, seen=stepped.version, reason="并入上线"
    )

    assert standing(plan) == ("planned", 0, 1)
    with pytest.raises(Withdrawn):
        plans.finish_milestone(
            plan=plan, milestone=first, actor=clerk, seen=plan.version, on=DAY, proof="批复"
        )


def test_a_milestone_of_another_plan_is_refused(bureau, stepped, clerk):
    other = entered(bureau.unit, "key-projects", "另一项", values=VALUES)

    with pytest.raises(WrongValue, match="不属于这项计划"):
        plans.reopen_milestone(
            plan=other, milestone=stepped.milestones.first(), actor=clerk, seen=other.version
        )


def test_done_needs_a_result(plan, clerk):
    asked = {"record": plan, "actor": clerk, "seen": 1, "on": DAY, "title": plan.title, "values": VALUES}

    with pytest.raises(WrongValue, match="成效"):
        records.change_record(**asked, details={"closed_on": DAY})
    records.change_record(**asked, details={"closed_on": DAY, "result": "平台上线，覆盖12个乡镇"})

    assert standing(plan)[0] == "done"


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"due_on": datetime.date(2026, 3, 5)}, "完成时限"),
        ({"closed_on": datetime.date(2026, 3, 5), "result": "x"}, "完成日期"),
    ],
)
def test_days_before_the_beginning_are_refused(bureau, details, field):
    with pytest.raises(WrongValue, match=field):
        entered(bureau.unit, "key-projects", "倒着的", values=VALUES, **details)


@pytest.mark.parametrize("details", [{"due_on": DAY}, {"closed_on": DAY, "result": "当天办成"}, {}])
def test_days_on_the_beginning_are_taken(bureau, details):
    assert entered(bureau.unit, "key-projects", "当天的", values=VALUES, **details).pk


def test_stopping_says_why_and_can_be_taken_back(stepped, clerk):
    with pytest.raises(NoReason):
        plans.stop_plan(plan=stepped, actor=clerk, seen=stepped.version, reason="")
    plan = plans.stop_plan(plan=stepped, actor=clerk, seen=stepped.version, reason="上级统建")
    assert (standing(plan)[0], plan.note) == ("stopped", "终止：上级统建")

    with pytest.raises(WrongState, match="已终止"):
        plans.stop_plan(plan=plan, actor=clerk, seen=plan.version, reason="再一次")
    plan = plans.resume_plan(plan=plan, actor=clerk, seen=plan.version)
    assert standing(plan)[0] == "planned"
    with pytest.raises(WrongState, match="没有终止"):
        plans.resume_plan(plan=plan, actor=clerk, seen=plan.version)


def test_a_changed_word_leaves_a_stopped_plan_stopped(stepped, clerk):
    plan = plans.stop_plan(plan=stepped, actor=clerk, seen=stepped.version, reason="上级统建")

    records.change_record(
        record=plan, actor=clerk, seen=plan.version, on=DAY, title="智慧平台", values=VALUES
    )

    assert standing(plan)[0] == "stopped"
