"""Ledgers of any length, made through the same operations as in real life."""

from __future__ import annotations

import datetime

import pytest

from bihuan.domain.cycles import opening
from bihuan.domain.cycles.models import Cycle
from bihuan.domain.organizations.models import Unit
from bihuan.domain.rectification.enums import DueKind
from bihuan.domain.rectification.models import Item, Problem
from bihuan.domain.rectification.operations import items, wording
from bihuan.domain.trail import door
from bihuan.domain.trail.actor import SYSTEM


def open_cycle(unit: Unit, year: int = 2025, aspects: tuple[str, ...] = ("理论武装方面",)) -> Cycle:
    with door.recorded("tests.cycle.open", actor=SYSTEM, subject=unit):
        cycle = opening.opened(unit, year)
        opening.aspects_by_title(cycle, aspects)
    return cycle


def add_promise(cycle: Cycle, number: int) -> Item:
    """A problem with its cause, its measure and the item that carries it out."""
    aspect = cycle.aspects.order_by("position").first()
    problem = wording.add_problem(
        cycle=cycle, actor=SYSTEM, title=f"问题{number}", text=f"问题{number}的具体表现。", aspect=aspect
    )
    wording.add_cause(cycle=cycle, actor=SYSTEM, title=f"原因{number}", text="深层原因。", problem=problem)
    measure = wording.add_measure(
        cycle=cycle,
        actor=SYSTEM,
        title=f"措施{number}",
        text=f"每季度开展调研，解决问题{number}。",
        problem=problem,
    )
    return Item.objects.get(measure=measure)


def planned(item: Item, bureau, *, due: datetime.date = datetime.date(2026, 6, 30)) -> Item:
    return items.plan_item(
        item=item,
        actor=SYSTEM,
        seen=item.version,
        responsible_leader=bureau.deputy,
        leads=["办公室"],
        due_kind=DueKind.DATED,
        due_date=due,
        end_state="问题全部办结",
    )


@pytest.fixture
def cycle(bureau) -> Cycle:
    return open_cycle(bureau.unit)


@pytest.fixture
def item(cycle) -> Item:
    """One promise with nobody to answer for it yet."""
    return add_promise(cycle, 1)


@pytest.fixture
def problem(item) -> Problem:
    return Problem.objects.get()
