"""What the tests of the register share: more units of the bureau, days, and who does things."""

from __future__ import annotations

import datetime

from bihuan.domain.organizations.enums import UnitKind
from bihuan.domain.organizations.models import Person, Unit
from bihuan.domain.organizations.operations.people import create_person
from bihuan.domain.organizations.operations.units import create_unit
from bihuan.domain.trail.actor import SYSTEM


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def unit_below(parent: Unit, name: str, kind: UnitKind) -> Unit:
    return create_unit(parent=parent, actor=SYSTEM, kind=kind, name=name)


def somebody(unit: Unit, number: str, name: str = "陶然", **more: object) -> Person:
    return create_person(unit=unit, actor=SYSTEM, staff_number=number, name=name, **more)


def fresh(person: Person) -> Person:
    return Person.objects.select_related("unit", "department").get(pk=person.pk)
