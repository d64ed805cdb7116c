"""What is under way in the ledgers keeps a unit from being closed and a person from leaving."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from bihuan.core.registry.mechanisms import mechanisms
from bihuan.domain.organizations.closing import Obstacle
from bihuan.domain.organizations.models import Person, Unit
from bihuan.domain.organizations.withdrawing import StandingQuerySet

from .enums import CaseState, EntryState, PlanState
from .models import Case, Mark, Plan, RegisterEntry

_OVER = (PlanState.DONE, PlanState.STOPPED)


def under_way_in(unit: Unit) -> Iterator[Obstacle]:
    """Plans and cases of the unit, or in its hands, that go on; entries in use that it owns elsewhere."""
    plans = Plan.objects.standing().filter(Q(unit=unit) | Q(lead=unit)).exclude(state__in=_OVER)
    if count := plans.count():
        yield Obstacle("plans", count, f"还有{count}项计划没有完成", "登记完成、终止，或改由别的机构牵头。")
    cases = Case.objects.standing().filter(Q(unit=unit) | Q(handler=unit), state=CaseState.OPEN)
    if count := cases.count():
        yield Obstacle("cases", count, f"还有{count}件办件没有办结", "登记办结，或改由别的机构承办。")
    entries = _in_use().filter(owner_unit=unit)
    if count := entries.exclude(unit=unit).count():
        yield Obstacle("entries", count, f"还负责{count}条清单", "先在清单里改由别的机构负责。")


def in_charge_of(person: Person) -> Iterator[Obstacle]:
    """Plans and cases that are under way, and register entries in use that name the person."""
    plans = Plan.objects.standing().filter(responsible=person).exclude(state__in=_OVER)
    if count := plans.count():
        yield Obstacle("plans", count, f"还负责{count}项没有完成的计划", "先在工作台账里改由别人负责。")
    if count := Case.objects.standing().filter(responsible=person, state=CaseState.OPEN).count():
        yield Obstacle("cases", count, f"还负责{count}件没有办结的办件", "先在工作台账里改由别人负责。")
    named = Q(owner=person) | Q(reviewer=person)
    if count := _in_use().filter(named).count():
        yield Obstacle("entries", count, f"还负责或审核{count}条清单", "先在清单里改由别人负责。")


def _in_use() -> StandingQuerySet:
    """Entries of registers that are checked again and again; what happened once is nobody's charge."""
    registers = [each.code for each in mechanisms().values() if each.stands]
    marks = Mark.objects.standing().filter(mechanism__in=registers)
    in_use = RegisterEntry.objects.standing().filter(state=EntryState.ACTIVE)
    return in_use.filter(key__in=marks.values("record_key"))
