"""Import batches of records: every list starts from what the actor may change."""

from __future__ import annotations

import datetime

from django.db.models import Q, QuerySet

from bihuan.core.registry.mechanisms import mechanisms
from bihuan.domain.exchange.models import ImportBatch
from bihuan.domain.exchange.queries import listed
from bihuan.domain.organizations.models import Unit
from bihuan.domain.trail.actor import Actor

from ..queries import PERSONAL, own_branches
from .columns import RECORDS
from .judging import Sheet

PURPOSE = "records"


def whole_batches_visible_to(actor: Actor) -> QuerySet[ImportBatch]:
    """Batches with their rows."""
    units = Unit.objects.within(actor.paths_for("records.change"))
    found = ImportBatch.objects.filter(purpose=PURPOSE, unit_key__in=units.values("key"))
    personal = Q(scope__in=[f"{RECORDS}:{code}" for code in PERSONAL])
    return found.exclude(personal & ~Q(unit_key__in=own_branches(actor).values("key")))


def batches_visible_to(actor: Actor, mechanism: str) -> QuerySet[ImportBatch]:
    """Batches of a mechanism for a list, the newest first."""
    return listed(whole_batches_visible_to(actor)).filter(scope__endswith=f":{mechanism}")


def scope_of(sheet: Sheet) -> str:
    return f"{sheet.what}:{sheet.mechanism.code}"


def sheet_of(batch: ImportBatch, unit: Unit) -> Sheet:
    """Into what the batch is imported."""
    what, _, code = batch.scope.partition(":")
    day = batch.head.get("day")
    return Sheet(unit, mechanisms()[code], what, datetime.date.fromisoformat(day) if day else None)
