"""Import batches of ledgers: every list starts from what the actor may see."""

from __future__ import annotations

from django.db.models import QuerySet

from bihuan.domain.cycles.models import Cycle
from bihuan.domain.documents.enums import CycleKind
from bihuan.domain.exchange.models import ImportBatch
from bihuan.domain.exchange.queries import listed
from bihuan.domain.organizations.models import Unit
from bihuan.domain.rectification.people import register_of
from bihuan.domain.trail.actor import Actor

from .index import index_of
from .interpretation import interpreted
from .planning import planned
from .plans import Plan

PURPOSE = "ledger"


def scope_of(year: int, kind: str) -> str:
    return f"{year}/{kind}"


def year_and_kind(batch: ImportBatch) -> tuple[int, str]:
    year, _, kind = batch.scope.partition("/")
    return int(year), CycleKind(kind)


def whole_batches_visible_to(actor: Actor) -> QuerySet[ImportBatch]:
    """Batches with their rows."""
    units = Unit.objects.within(actor.paths_for("drafts.read"))
    return ImportBatch.objects.filter(purpose=PURPOSE, unit_key__in=units.values("key"))


def batches_visible_to(actor: Actor) -> QuerySet[ImportBatch]:
    """Batches for a list, the newest first."""
    return listed(whole_batches_visible_to(actor))


def cycle_of(batch: ImportBatch) -> Cycle | None:
    """The year that a batch belongs to; None until the first import opens it."""
    year, kind = year_and_kind(batch)
    return Cycle.objects.select_related("unit").filter(unit__key=batch.unit_key, year=year, kind=kind).first()


def plan_of(batch: ImportBatch, unit: Unit, lines: set[int] | None = None) -> Plan:
    """What the batch would do to the ledger as it stands now; with ``lines`` only these rows of the table."""
    year, _ = year_and_kind(batch)
    rows = interpreted(batch.rows, batch.head["mapping"])
    chosen = [row for row in rows if lines is None or row.line in lines]
    return planned(chosen, index_of(cycle_of(batch)), register_of(unit), year=year + 1)
