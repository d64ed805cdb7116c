"""Nobody leaves while still answering for something."""

from __future__ import annotations

import datetime

import pytest

from bihuan.domain.organizations.operations.people import leave
from bihuan.domain.organizations.person_failures import StillAnswering
from bihuan.domain.rectification.enums import Progress
from bihuan.domain.rectification.models import Measure
from bihuan.domain.rectification.operations import items, wording
from bihuan.domain.trail.actor import SYSTEM

DAY = datetime.date(2026, 3, 1)


def goes(person):
    return leave(person=person, actor=SYSTEM, on=DAY)


def plan(item, **fields):
    return items.plan_item(item=item, actor=SYSTEM, seen=item.version, end_state="办结", **fields)


@pytest.mark.parametrize("as_what", ["leader", "contact", "lead"])
def test_whoever_answers_for_an_open_item_does_not_leave(bureau, item, as_what):
    person = bureau.deputy
    fields = {
        "leader": {"responsible_leader": person},
        "contact": {"contact": person},
        "lead": {"leads": [person.name]},
    }[as_what]
    plan(item, **fields)

    with pytest.raises(StillAnswering) as refusal:
        goes(person)

    assert str(refusal.value) == ("韩若溪现在不能登记离开：还负责1个没有办结的整改事项。请先逐项交接。")
    assert [(each.code, each.count) for each in refusal.value.obstacles] == [("items", 1)]


def test_an_item_of_somebody_else_holds_nobody(bureau, item):
    plan(item, responsible_leader=bureau.head)

    assert goes(bureau.deputy).left_on == DAY


def test_an_item_that_is_done_holds_nobody(bureau, item):
    item = plan(item, responsible_leader=bureau.deputy)
    items.report_progress(
        item=item, actor=SYSTEM, seen=item.version, progress=Progress.DONE, outcome="已办结"
    )

    assert goes(bureau.deputy).left_on == DAY


def test_an_item_taken_out_of_the_ledger_holds_nobody(bureau, item):
    plan(item, responsible_leader=bureau.deputy)
    measure = Measure.objects.get()
    wording.withdraw_statement(statement=measure, actor=SYSTEM, seen=measure.version, reason="重复")

    assert goes(bureau.deputy).left_on == DAY


def test_an_item_handed_on_holds_nobody(bureau, item):
    item = plan(item, leads=[bureau.deputy.name])
    plan(item, leads=[bureau.head.name])

    assert goes(bureau.deputy).left_on == DAY
