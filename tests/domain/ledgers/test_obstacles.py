"""Who leaves and what is closed hands on first what is under way."""

from __future__ import annotations

import pytest

from bihuan.domain.ledgers.operations import plans, records, registers
from bihuan.domain.organizations import closing, leaving
from bihuan.domain.trail.actor import SYSTEM
from tests.cases import happened
from tests.shaped_records import entered

pytestmark = pytest.mark.django_db
OWN = {"key-projects.programme": "三项工程"}


def told(obstacles):
    return [(each.code, each.count) for each in obstacles if each.code in ("plans", "cases", "entries")]


def test_a_plan_that_goes_on_is_handed_on_first(bureau):
    entered(bureau.unit, "key-projects", "平台", values=OWN, responsible=bureau.deputy, lead=bureau.finance)

    assert told(leaving.obstacles_of(bureau.deputy)) == [("plans", 1)]
    assert told(closing.obstacles_of(bureau.finance)) == [("plans", 1)]
    assert told(closing.obstacles_of(bureau.unit)) == [("plans", 1)]


def test_others_may_go(bureau):
    entered(bureau.unit, "key-projects", "平台", values=OWN, responsible=bureau.deputy, lead=bureau.finance)

    assert told(leaving.obstacles_of(bureau.head)) == []
    assert told(closing.obstacles_of(bureau.office)) == []


def test_a_stopped_or_withdrawn_plan_keeps_nobody(bureau, clerk):
    plan = entered(bureau.unit, "key-projects", "平台", values=OWN, responsible=bureau.deputy)
    plans.stop_plan(plan=plan, actor=clerk, seen=1, reason="上级统建")

    assert told(leaving.obstacles_of(bureau.deputy)) == []
    assert told(closing.obstacles_of(bureau.unit)) == []


def handed_to(case, person, department):
    return records.change_record(
        record=case, actor=SYSTEM, seen=case.version, on=case.on, title=case.title, values=case.values,
        details={"route": case.route, "responsible": person, "handler": department},
    )  # fmt: skip


def test_a_case_that_is_open_keeps_who_handles_it(bureau, petition):
    handed_to(petition, bureau.deputy, bureau.office)

    assert told(leaving.obstacles_of(bureau.deputy)) == [("cases", 1)]
    assert told(leaving.obstacles_of(bureau.head)) == []
    assert told(closing.obstacles_of(bureau.office)) == [("cases", 1)]
    assert told(closing.obstacles_of(bureau.unit)) == [("cases", 1)]


def test_a_case_that_is_closed_keeps_nobody(bureau, petition):
    happened(handed_to(petition, bureau.deputy, bureau.office), "answered", "03-20")

    assert told(leaving.obstacles_of(bureau.deputy)) == []
    assert told(closing.obstacles_of(bureau.unit)) == []


def test_an_entry_in_use_keeps_its_owner_and_its_reviewer(bureau):
    entry = entered(
        bureau.unit,
        "rules-register",
        "制度",
        owner=bureau.head,
        reviewer=bureau.deputy,
        owner_unit=bureau.office,
    )

    assert told(leaving.obstacles_of(bureau.head)) == [("entries", 1)]
    assert told(leaving.obstacles_of(bureau.deputy)) == [("entries", 1)]
    assert told(closing.obstacles_of(bureau.office)) == [("entries", 1)]
    assert told(closing.obstacles_of(bureau.unit)) == []
    registers.retire_entry(entry=entry, actor=SYSTEM, seen=1)
    assert told(leaving.obstacles_of(bureau.head)) == []


def test_what_happened_once_keeps_nobody(bureau):
    values = {"eight-point-rules.kind": "reception", "eight-point-rules.within": True}
    entered(bureau.unit, "eight-point-rules", "接待", values=values, owner=bureau.officer)

    assert told(leaving.obstacles_of(bureau.officer)) == []
