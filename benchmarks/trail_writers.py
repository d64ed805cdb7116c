"""Eight writers append to one chain at once, each through the door."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

from django.db import connection

from bihuan.domain.trail import journal
from bihuan.domain.trail.actor import SYSTEM, Actor
from bihuan.domain.trail.door import operation
from bihuan.domain.trail.models import Change
from bihuan.domain.trail.verification import verify

WRITERS = 8


@operation("benchmarks.note", may=lambda actor, subject: True)
def note(*, actor: Actor, writer: int, number: int) -> None:
    """Note that a writer came to a number."""
    journal.current().note("benchmarks.writer", UUID(int=writer), "number", number - 1, number)


def gapless(appends: int) -> tuple[int, int]:
    """How many entries the writers asked for together, and how many stand in the chain without a gap."""
    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(lambda writer: _write(writer, appends), range(WRITERS)))
    _require_all_notes(appends)
    result = verify()
    standing = min([fault.sequence - 1 for fault in result.faults], default=result.entries)
    return WRITERS * appends, standing


def _write(writer: int, appends: int) -> None:
    try:
        for number in range(1, appends + 1):
            note(actor=SYSTEM, writer=writer, number=number)
    finally:
        connection.close()


def _require_all_notes(appends: int) -> None:
    """Each writer's numbers, in the order in which it wrote them."""
    for writer in range(WRITERS):
        notes = Change.objects.filter(object_key=UUID(int=writer)).order_by("entry__sequence")
        if list(notes.values_list("after", flat=True)) != [str(number + 1) for number in range(appends)]:
            raise RuntimeError(f"notes of writer {writer} are missing or out of order")
