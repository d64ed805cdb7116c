"""A plan is made before the lock; a print of the register tells under the lock whether it still stands."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Sum
from django.utils import timezone

from bihuan.domain.exchange.models import ImportBatch

from ..models import BranchMembership, Person, Post, TeamSeat, Unit
from ..queries import tenant_of
from .applying import compose
from .cells import rows_of
from .places import places_below
from .planning import Planner
from .plans import Plan

#: Rows are never deleted by pages and their versions only rise: the same print is the same register.
Print = tuple[tuple[int | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A composed plan with the print of the register that it was made from, and the day it was made."""

    plan: Plan
    register: Print
    today: datetime.date


def print_of(tenant: Unit) -> Print:
    """How many rows the register of a tenant has, how often they were changed: five small queries."""
    scopes = [
        Unit.objects.within([tenant.path]),
        Person.objects.filter(tenant=tenant),
        *(model.objects.filter(person__tenant=tenant) for model in (Post, BranchMembership, TeamSeat)),
    ]
    return tuple(
        tuple(rows.aggregate(count=Count("pk"), changes=Sum("version"), last=Max("pk")).values())
        for rows in scopes
    )


def plan_of(
    unit: Unit, stored: Collection[Mapping[str, Any]], head: Mapping[str, Any], *, today: datetime.date
) -> Plan:
    """What the rows of a table come to, compared with the register as it stands."""
    planner = Planner(places_below(unit), tenant_of(unit), today=today, renamed=head["renamed"])
    return planner.plan(rows_of(stored, head["mapping"]))


def judged(unit: Unit, stored: list[dict[str, Any]], head: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The stored rows with what each comes to now. A row that says nothing has no verdict."""
    plan = plan_of(unit, stored, head, today=timezone.localdate())
    verdicts = {row.line: row.verdict() for row in plan.rows}
    return [{"line": row["line"], "cells": row["cells"], **verdicts.get(row["line"], {})} for row in stored]


def prepared(batch: ImportBatch, unit: Unit) -> Prepared:
    """The plan of the batch's rows that will be written, composed; made without a lock."""
    today = timezone.localdate()
    register = print_of(tenant_of(unit))
    plan = plan_of(unit, _acting(batch), batch.head, today=today)
    compose(plan)
    return Prepared(plan, register, today)


def stands(made: Prepared, unit: Unit) -> bool:
    """Whether the register and the day are those that the plan was made for."""
    return made.today == timezone.localdate() and made.register == print_of(tenant_of(unit))


def moved_lines(batch: ImportBatch, plan: Plan) -> list[int]:
    """The lines that come to something else now than the user was shown."""
    shown = {row["line"]: row for row in _acting(batch)}
    return [
        row.line
        for row in plan.rows
        if any(shown[row.line][name] != value for name, value in row.verdict().items())
    ]


def _acting(batch: ImportBatch) -> list[dict[str, Any]]:
    return [row for row in batch.rows if row.get("what") in ("new", "changed")]
