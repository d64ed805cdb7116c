from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from . import journal
from .models import Change


@dataclass(frozen=True, slots=True)
class PastChange:
    """One change of one object, for its history page; of an erased one only that it happened is left."""

    at: Any
    actor_key: UUID | None
    action: str
    via: str
    field: str
    before: Any
    after: Any
    sequence: int
    erased: bool = False


def history_of(object_key: UUID) -> list[PastChange]:
    """All changes of an object, the newest first: one query. The caller has checked that it may be seen."""
    rows = (
        Change.objects.filter(object_key=object_key)
        .select_related("entry")
        .order_by("-entry__sequence", "position")
    )
    return [
        PastChange(
            at=row.entry.at,
            actor_key=row.entry.actor_key,
            action=row.entry.action,
            via=row.entry.via,
            field=row.field,
            before=journal.value_of(row.before),
            after=journal.value_of(row.after),
            sequence=row.entry.sequence,
            erased=not row.salt,
        )
        for row in rows
    ]
