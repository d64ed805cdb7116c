"""What is under way in the ledgers keeps a unit from being closed and a person from leaving."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from bihuan.core.registry.mechanisms import mechanisms
from bihuan.domain.organizations.closing import Obstacle
from bihuan.domain.organizations.models import Person, Unit
from bihuan.domain.organizations.withdrawing import StandingQuerySet

from .enums import EntryState, PlanState
from .models import Mark, Plan, RegisterEntry

_OVER = (PlanState.DONE, PlanState.STOPPED)


def under_way_in(unit: Unit) -> Iterator[Obstacle]:
    """Plans of the unit, or led by it, that go on; entries in use that it owns elsewhere."""
    plans = Plan.objects.standing().filter(Q(unit=unit) | Q(lead=unit)).exclude(state__in=_OVER)
    if count := plans.count():
        yield Obstacle("plans", count, f"还有{count}项计划没有完成", "登记完成、终止，或改由别的机构牵头。")
    entries = _in_use().filter(owner_unit=unit)
    if count := entries.exclude(unit=unit).count():
        yield Obstacle("entries", count, f"还负责{count}条清单", "先在清单里改由别的机构负责。")


def in_charge_of(person: Person) -> Iterator[Obstacle]:
    """Plans that are under way and register entries in use that name the person."""
    plans = Plan.objects.standing().filter(responsible=person).exclude(state__in=_OVER)
    if count := plans.count():
        yield Obstacle("plans", count, f"还负责{count}项没有完成的计划", "先在工作台账里改由别人负责。")
    named = Q(owner=person) | Q(reviewer=person)
    if count := _in_use().filter(named).count():
        yield Obstacle("entries", count, f"还负责或审核{count}条清单", "先在清单里改由别人负责。")


def _in_use() -> StandingQuerySet:
    """Entries of registers that are checked again and again; what happened once is nobody's charge."""
    registers = [each.code for each in mechanisms().values() if each.stands]
    marks = Mark.objects.standing().filter(mechanism__in=registers)
    in_use = RegisterEntry.objects.standing().filter(state=EntryState.ACTIVE)
    return in_use.filter(key__in=marks.values("record_key"))
