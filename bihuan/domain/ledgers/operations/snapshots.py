"""Take the ledgers of some units out as a snapshot: the trail keeps that it left, and of how many units."""

from __future__ import annotations

from bihuan.domain.organizations.models import Unit
from bihuan.domain.trail import journal
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation

from .. import permissions


@operation("ledgers.snapshot.export", may=permissions.can_read_records)
def note_snapshot(*, unit: Unit, actor: Actor, year: int, units: int) -> None:
    """Note that a year's records of the unit and all below it leave: numbers and days, no wording."""
    left = {"year": year, "units": units}
    journal.current().note(unit._meta.label_lower, unit.key, "snapshot_export", None, left)
