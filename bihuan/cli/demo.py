"""``bihuan demo``: fill an empty database with the demo bureau, through the operations of real life."""

from __future__ import annotations

import argparse
from typing import Any

from django.conf import settings

from bihuan.core.registry import demo as registry
from bihuan.domain.accounts.operations.grants import grant_role
from bihuan.domain.accounts.operations.users import create_user
from bihuan.domain.documents import intake
from bihuan.domain.documents import operations as documents
from bihuan.domain.organizations.enums import LeadingBody, SeatKind, UnitKind
from bihuan.domain.organizations.models import Person, Unit
from bihuan.domain.organizations.operations.people import create_person
from bihuan.domain.organizations.operations.units import create_unit
from bihuan.domain.rectification.models import Item
from bihuan.domain.rectification.operations.confirm import confirm_draft
from bihuan.domain.rectification.operations.items import report_progress
from bihuan.domain.trail.actor import SYSTEM

from . import demo_ledgers
from .acting import complain


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No arguments."""


def run(arguments: argparse.Namespace) -> int:
    if not settings.BIHUAN_DEMO:
        return complain("演示数据只能装入演示环境。请用 make run，或设 BIHUAN_DEMO=1 和单独的 BIHUAN_HOME。")
    print("演示单位已装入。" if fill_if_empty() else "库中已有数据，未改动。")
    return 0


def fill_if_empty() -> bool:
    """Fill the database with the demo bureau if it holds no unit; whether it was filled."""
    if Unit.objects.exists():
        return False
    data = registry.bureau()
    unit = create_unit(
        parent=None,
        actor=SYSTEM,
        kind=UnitKind.ORGAN,
        name=data["name"],
        short_name=data["short_name"],
        leading_body=LeadingBody.PARTY_GROUP,
    )
    people = _people(unit, data)
    for entry in data["users"]:
        user = create_user(
            person=people[entry["person"]],
            actor=SYSTEM,
            username=entry["username"],
            password=entry["password"],
        )
        grant_role(unit=unit, user=user, actor=SYSTEM, role=entry["role"])
    _ledger(unit, data)
    demo_ledgers.fill(unit)
    return True


def _people(unit: Unit, data: dict[str, Any]) -> dict[str, Person]:
    departments = {
        entry["name"]: create_unit(
            parent=unit,
            actor=SYSTEM,
            position=position,
            kind=entry.get("kind", UnitKind.DEPARTMENT),
            name=entry["name"],
        )
        for position, entry in enumerate(data["departments"])
    }
    branches = [
        create_unit(parent=unit, actor=SYSTEM, position=position, kind=UnitKind.BRANCH, name=name)
        for position, name in enumerate(data["branches"])
    ]
    for position, entry in enumerate(data["branch_groups"]):
        create_unit(
            parent=branches[entry["branch"] - 1],
            actor=SYSTEM,
            position=position,
            kind=UnitKind.BRANCH_GROUP,
            name=entry["name"],
        )
    team = [
        {
            "name": entry["name"],
            "post": entry["post"],
            "team_order": order,
            "seat": SeatKind(entry.get("seat", SeatKind.MEMBER)),
            "portfolio": entry["portfolio"],
            "branch": branches[entry["branch"] - 1],
        }
        for order, entry in enumerate(data["team"], start=1)
    ]
    staff = [
        {
            "name": name,
            **_place(departments[entry["department"]]),
            "branch": branches[entry["branch"] - 1],
        }
        for entry in data["staff"]
        for name in entry["names"]
    ]
    return {
        fields["name"]: create_person(actor=SYSTEM, staff_number=f"{number:03}", **({"unit": unit} | fields))
        for number, fields in enumerate([*team, *staff], start=1)
    }


def _place(unit: Unit) -> dict[str, Unit]:
    """A 下属单位 is where its people work; a 内设机构 is a department of the unit."""
    return {"unit" if unit.kind == UnitKind.SUBORDINATE else "department": unit}


def _ledger(unit: Unit, data: dict[str, Any]) -> None:
    name = data["report"]
    incoming = intake.take_file(name, registry.report(name))
    draft = documents.bring_in(unit=unit, actor=SYSTEM, incoming=incoming, year=data["year"])
    cycle = confirm_draft(draft=draft, actor=SYSTEM, seen=draft.version)
    items = list(Item.objects.filter(cycle=cycle).order_by("position"))
    for entry in data["progress"]:
        item = items[entry["item"] - 1]
        words = {name: entry.get(name, "") for name in ("outcome", "evidence_note", "shortfall_reason")}
        report_progress(item=item, actor=SYSTEM, seen=item.version, progress=entry["state"], **words)
