"""How much work the ledgers make: fields typed, and records that were used again instead of typed again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, Sum
from django.db.models.functions import ExtractMonth

from bihuan.domain.trail.actor import Actor

from .enums import Origin
from .models import Mark, Record

EMPTY: tuple[Any, ...] = (None, "", [], {})


@dataclass(frozen=True, slots=True)
class Burden:
    """Of one mechanism in one month: fields typed, records entered, and how often one counted once more."""

    typed: int = 0
    entered: int = 0
    reused: int = 0

    def __add__(self, other: Burden) -> Burden:
        return Burden(self.typed + other.typed, self.entered + other.entered, self.reused + other.reused)


def typed(record: Record, mechanism: str, *, first: bool) -> int:
    """The fields that somebody filled in by hand for the mechanism; nothing of an imported record.

    Of a record made after the model of another, only what differs from the model.
    """
    if record.origin == Origin.IMPORTED:
        return 0
    model = _model(record)
    own = [name for name in record.values if name.startswith(f"{mechanism}.")]
    count = sum(model is None or model.values.get(name) != record.values[name] for name in own)
    if first:
        names = ("on", "title", "note", *record.details)
        given = [name for name in names if getattr(record, name) not in EMPTY]
        count += sum(model is None or getattr(model, name) != getattr(record, name) for name in given)
    return count


def of_year(actor: Actor, year: int) -> dict[tuple[str, int], Burden]:
    """By mechanism and month, over all units whose records the actor may read: one query."""
    marks = Mark.objects.within(actor.paths_for("records.read")).standing().filter(on__year=year)
    rows = marks.annotate(month=ExtractMonth("on")).values("mechanism", "month").order_by()
    counted = rows.annotate(
        fields=Sum("typed"),
        entered=Count("pk", filter=Q(first=True)),
        reused=Count("pk", filter=Q(first=False)),
    )
    return {
        (row["mechanism"], row["month"]): Burden(row["fields"], row["entered"], row["reused"])
        for row in counted
    }


def _model(record: Record) -> Record | None:
    if record.drawn_from_key is None:
        return None
    return type(record).objects.filter(key=record.drawn_from_key).first()
