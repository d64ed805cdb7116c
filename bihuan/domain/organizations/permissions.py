from __future__ import annotations

from bihuan.domain.trail.actor import Actor

from .fields import above
from .models import Person, ScopedModel, Unit


def may_change(actor: Actor, right: str, subject: Unit | ScopedModel | None) -> bool:
    """Whether the right is held where the subject stands, and its unit is not closed."""
    if subject is None:
        return actor.may(right, at="/")
    unit = subject if isinstance(subject, Unit) else subject.unit
    return actor.may(right, at=unit.path) and unit.closed_on is None


def can_change_units(actor: Actor, parent: Unit | None) -> bool:
    return may_change(actor, "units.change", parent)


def can_move(actor: Actor, unit: Unit) -> bool:
    """Change a unit's place among its siblings: what stands beside it changes, too."""
    return actor.may("units.change", at=above(unit.path)) and unit.closed_on is None


def can_close(actor: Actor, unit: Unit) -> bool:
    """Close a unit, and reopen it."""
    return actor.may("units.change", at=unit.path)


def can_change_people(actor: Actor, subject: Unit | Person | ScopedModel) -> bool:
    return may_change(actor, "people.change", subject)


def can_read_people(actor: Actor, unit: Unit) -> bool:
    return actor.may("people.read", at=unit.path)
