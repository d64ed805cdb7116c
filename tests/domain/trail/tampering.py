"""What a person with full rights over the database could do."""

from __future__ import annotations

from benchmarks.trail_mutations import switch_triggers_off
from bihuan.domain.organizations.models import Unit
from bihuan.domain.trail.models import START, Chain, Change, Entry

__all__ = ["chain_of", "cut_tail", "entries_of", "recompute", "switch_triggers_off"]


def chain_of(unit: Unit) -> Chain:
    return Chain.objects.get(unit_key=unit.key)


def entries_of(unit: Unit) -> list[Entry]:
    """The unit's entries, the first at index 0."""
    return list(Entry.objects.filter(chain__unit_key=unit.key).order_by("sequence"))


def cut_tail(unit: Unit, *, keep: int) -> None:
    """Delete all after ``keep`` and register the shorter chain, so that nothing inside contradicts."""
    tail = Entry.objects.filter(chain__unit_key=unit.key, sequence__gt=keep)
    Change.objects.filter(entry__in=tail).delete()
    tail.delete()
    Chain.objects.filter(unit_key=unit.key).update(size=keep, head=entries_of(unit)[-1].hash)


def recompute(unit: Unit) -> None:
    """Hash the whole chain anew, as it now stands, and register its new end."""
    previous = START
    for entry in entries_of(unit):
        entry.previous = previous
        entry.hash = previous = entry.computed_hash(str(unit.key))
        entry.save()
    Chain.objects.filter(unit_key=unit.key).update(head=previous)
