"""Who answers for an item, by when, to what end, and how far it is."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from bihuan.domain.rectification import lifecycle
from bihuan.domain.rectification.enums import DueKind, OwnerRole, Progress
from bihuan.domain.rectification.failures import Incomplete, MoveNotAllowed
from bihuan.domain.rectification.models import Item
from bihuan.domain.rectification.operations import items
from bihuan.domain.trail.failures import NotPermitted, Stale
from tests.ledgers import planned


def owners(item: Item) -> list[tuple[str, str, bool]]:
    return [(owner.role, owner.name, owner.known) for owner in item.owners.standing().order_by("pk")]


def test_planning_sets_owner_date_and_target(item, bureau, clerk):
    items.plan_item(
        item=item,
        actor=clerk,
        seen=item.version,
        responsible_leader=bureau.deputy,
        leads=["办公室"],
        supports=["财务科", "乔一帆"],
        due_kind=DueKind.DATED,
        due_date=datetime.date(2026, 6, 30),
        target_comparator="≥",
        target_value=Decimal(12),
        target_unit="次",
        target_period="全年",
    )

    stored = Item.objects.get(pk=item.pk)
    assert stored.responsible_leader == bureau.deputy
    assert (stored.due_date, stored.target_value, stored.target_unit) == (
        datetime.date(2026, 6, 30),
        12,
        "次",
    )
    assert owners(stored) == [
        (OwnerRole.LEAD, "办公室", True),
        (OwnerRole.SUPPORT, "财务科", True),
        (OwnerRole.SUPPORT, "乔一帆", True),
    ]


def test_a_name_that_the_register_does_not_know_is_kept_and_marked(item, clerk):
    items.plan_item(item=item, actor=clerk, seen=item.version, leads=["外聘专家组"])

    assert owners(item) == [(OwnerRole.LEAD, "外聘专家组", False)]


def test_replacing_owners_withdraws_the_old_ones_only(item, clerk):
    first = items.plan_item(item=item, actor=clerk, seen=item.version, leads=["办公室", "财务科"])
    items.plan_item(item=item, actor=clerk, seen=first.version, leads=["财务科"])

    assert owners(item) == [(OwnerRole.LEAD, "财务科", True)]
    assert item.owners.count() == 2


def test_planning_without_naming_owners_leaves_them_alone(item, clerk):
    first = items.plan_item(item=item, actor=clerk, seen=item.version, leads=["办公室"])
    items.plan_item(item=item, actor=clerk, seen=first.version, end_state="办结")

    assert owners(item) == [(OwnerRole.LEAD, "办公室", True)]


@pytest.mark.parametrize(
    "values",
    [{"due_kind": DueKind.DATED}, {"target_high": Decimal(5)}],
)
def test_half_a_date_or_half_a_range_is_refused(item, clerk, values):
    with pytest.raises(Incomplete):
        items.plan_item(item=item, actor=clerk, seen=item.version, **values)

    assert Item.objects.get(pk=item.pk).version == item.version


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Progress.NOT_STARTED, Progress.IN_PROGRESS),
        (Progress.NOT_STARTED, Progress.DONE),
        (Progress.NOT_STARTED, Progress.ONGOING),
        (Progress.IN_PROGRESS, Progress.DONE),
        (Progress.IN_PROGRESS, Progress.NOT_STARTED),
        (Progress.ONGOING, Progress.DONE),
        (Progress.DONE, Progress.IN_PROGRESS),
    ],
)
def test_moves_that_the_table_has(before, after):
    assert lifecycle.move_between(before, after) is not None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Progress.DONE, Progress.NOT_STARTED),
        (Progress.DONE, Progress.ONGOING),
        (Progress.ONGOING, Progress.NOT_STARTED),
    ],
)
def test_moves_that_the_table_has_not(before, after):
    assert lifecycle.move_between(before, after) is None


def test_done_needs_a_word_about_what_came_of_it(item, clerk):
    with pytest.raises(Incomplete):
        items.report_progress(item=item, actor=clerk, seen=item.version, progress=Progress.DONE)


def test_an_illegal_move_changes_nothing(item, clerk):
    done = items.report_progress(
        item=item, actor=clerk, seen=item.version, progress=Progress.DONE, outcome="全部办结"
    )

    with pytest.raises(MoveNotAllowed):
        items.report_progress(item=item, actor=clerk, seen=done.version, progress=Progress.NOT_STARTED)

    assert Item.objects.get(pk=item.pk).progress == Progress.DONE


def test_the_leader_who_answers_may_report_and_nothing_else(item, bureau, leader):
    mine = planned(item, bureau)

    items.report_progress(item=mine, actor=leader, seen=mine.version, progress=Progress.IN_PROGRESS)

    with pytest.raises(NotPermitted):
        items.plan_item(item=mine, actor=leader, seen=mine.version, end_state="x")


def test_another_leader_may_not_report(item, leader):
    with pytest.raises(NotPermitted):
        items.report_progress(item=item, actor=leader, seen=item.version, progress=Progress.IN_PROGRESS)


def test_the_second_of_two_editors_sees_both_texts(item, clerk):
    items.plan_item(item=item, actor=clerk, seen=item.version, end_state="甲")

    with pytest.raises(Stale) as failure:
        items.plan_item(item=item, actor=clerk, seen=item.version, end_state="乙")

    assert (failure.value.current.end_state, failure.value.attempted["end_state"]) == ("甲", "乙")
