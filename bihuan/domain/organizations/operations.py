from __future__ import annotations

from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation

from . import permissions, pinyin
from .enums import UnitKind
from .models import Person, Unit


@operation("organizations.unit.create", may=permissions.can_set_up)
def create_unit(
    *, parent: Unit | None, actor: Actor, kind: UnitKind, name: str, short_name: str = "", position: int = 0
) -> Unit:
    """Add a unit below its parent; without a parent it is a tenant of its own."""
    unit = Unit(parent=parent, kind=kind, name=name, short_name=short_name, position=position)
    unit.path = f"{parent.path if parent else '/'}{unit.key.hex[:8]}/"
    unit.save()
    return unit


@operation("organizations.person.create", may=permissions.can_set_up)
def create_person(
    *,
    unit: Unit,
    actor: Actor,
    staff_number: str,
    name: str,
    post: str = "",
    department: Unit | None = None,
    branch: Unit | None = None,
    team_order: int | None = None,
) -> Person:
    """Add a person to a tenant's register."""
    person = Person(
        unit=unit,
        staff_number=staff_number,
        name=name,
        pinyin=pinyin.spelled(name),
        initials=pinyin.initials(name),
        post=post,
        department=department,
        branch=branch,
        team_order=team_order,
    )
    person.save()
    return person
