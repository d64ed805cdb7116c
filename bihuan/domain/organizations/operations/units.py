from __future__ import annotations

from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation

from .. import permissions, pinyin
from ..enums import LeadingBody, UnitKind
from ..models import Unit


@operation("organizations.unit.create", may=permissions.can_change_units)
def create_unit(
    *,
    parent: Unit | None,
    actor: Actor,
    kind: UnitKind,
    name: str,
    short_name: str = "",
    leading_body: LeadingBody | str = "",
    position: int = 0,
) -> Unit:
    """Add a unit below its parent; without a parent it is a tenant of its own."""
    unit = Unit(parent=parent, kind=kind, short_name=short_name, leading_body=leading_body, position=position)
    name_unit(unit, name)
    unit.path = f"{parent.path if parent else '/'}{unit.key.hex[:8]}/"
    unit.save()
    return unit


def name_unit(unit: Unit, name: str) -> None:
    """Give a unit its name, with the keys that it is found by."""
    unit.name, unit.pinyin, unit.initials = name, pinyin.spelled(name)[:600], pinyin.initials(name)[:100]
