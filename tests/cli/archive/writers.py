"""Four people who write at the same time and note what was acknowledged, until a file tells them to stop."""

from __future__ import annotations

import threading
from pathlib import Path

from django.db import connection

from bihuan.domain.organizations.operations.units import create_unit
from bihuan.domain.trail.actor import SYSTEM

PEOPLE = 4


def write_until(stop: Path, acknowledged: Path) -> None:
    with acknowledged.open("a", encoding="ascii") as notes:
        people = [threading.Thread(target=_write, args=(stop, notes)) for _ in range(PEOPLE)]
        for person in people:
            person.start()
        for person in people:
            person.join()


def _write(stop: Path, notes) -> None:
    while not stop.exists():
        unit = create_unit(parent=None, actor=SYSTEM, kind="organ", name="青禾县水务局")
        notes.write(f"{unit.key}\n")
        notes.flush()
    connection.close()
