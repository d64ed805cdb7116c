"""Records of the mechanisms' ledgers in every relation: one of each shape that has its room."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from bihuan.domain.ledgers.models import Record
from bihuan.domain.ledgers.operations import records
from bihuan.domain.organizations.models import Unit
from bihuan.domain.trail.actor import SYSTEM
from bihuan.domain.trail.recorded import RecordedModel

Rows = dict[tuple[str, str], RecordedModel]
DAY = datetime.date(2026, 3, 6)

#: For each shape a mechanism that binds the organs of the world, and the fields of its own that it needs.
MECHANISMS: dict[str, tuple[str, dict[str, str]]] = {
    "activity": ("biweekly-forum", {"biweekly-forum.organizer": "own"}),
}


def rows(units: dict[str, Unit], marker: Callable[[str], str]) -> Rows:
    """A record of each shape for every relation; a withdrawn one only in the own unit."""
    found: Rows = {
        (shape, relation): _entered(unit, shape, f"{marker(relation)}讲坛")
        for relation, unit in units.items()
        for shape in MECHANISMS
    }
    for shape in MECHANISMS:
        record = _entered(units["own"], shape, f"{marker('own')}误记的讲坛")
        found[shape, "withdrawn"] = records.withdraw_record(
            record=record, actor=SYSTEM, seen=record.version, reason="记重了"
        )
    return found


def _entered(unit: Unit, shape: str, title: str) -> Record:
    code, values = MECHANISMS[shape]
    return records.enter_record(unit=unit, actor=SYSTEM, counts_in=[code], on=DAY, title=title, values=values)
