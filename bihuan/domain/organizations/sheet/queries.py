"""Import batches of people: every list starts from what the actor may change."""

from __future__ import annotations

from django.db.models import QuerySet

from bihuan.domain.exchange.enums import BatchState
from bihuan.domain.exchange.models import ColumnMapping, ImportBatch
from bihuan.domain.trail.actor import Actor

from ..models import Unit, UnitQuerySet
from .places import WORKPLACES

PURPOSE = "people"


def units_kept_by(actor: Actor) -> UnitQuerySet:
    """The units whose registers the actor keeps: those that people can be imported into."""
    kept = Unit.objects.within(actor.paths_for("people.change")).standing()
    return kept.filter(kind__in=WORKPLACES).order_by("path")


def whole_batches_visible_to(actor: Actor) -> QuerySet[ImportBatch]:
    """Batches with their rows."""
    units = Unit.objects.within(actor.paths_for("people.change"))
    return ImportBatch.objects.filter(purpose=PURPOSE, unit_key__in=units.values("key"))


def batches_visible_to(actor: Actor) -> QuerySet[ImportBatch]:
    """Batches for a list, the newest first."""
    return whole_batches_visible_to(actor).defer("rows", "outcome", "head").order_by("-made_at", "-pk")


def unit_of(batch: ImportBatch) -> Unit:
    return Unit.objects.get(key=batch.unit_key)


def remembered_mapping(unit: Unit, digest: str) -> ColumnMapping | None:
    return ColumnMapping.objects.filter(unit_key=unit.key, purpose=PURPOSE, heads_digest=digest).first()


def earlier_batch(batch: ImportBatch) -> ImportBatch | None:
    """The newest batch of the same file for the same unit that was imported, if any."""
    same = ImportBatch.objects.filter(
        purpose=PURPOSE, unit_key=batch.unit_key, file_digest=batch.file_digest, state=BatchState.APPLIED
    )
    return same.exclude(pk=batch.pk).defer("rows", "outcome", "head").order_by("-made_at").first()


def last_applied(batch: ImportBatch) -> ImportBatch | None:
    """The newest applied batch of the same unit."""
    same = ImportBatch.objects.filter(purpose=PURPOSE, unit_key=batch.unit_key, state=BatchState.APPLIED)
    return same.defer("rows", "outcome", "head").order_by("-applied_at", "-pk").first()
