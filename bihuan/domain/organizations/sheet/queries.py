"""Import batches of people: every list starts from what the actor may change."""

from __future__ import annotations

from django.db.models import QuerySet

from bihuan.domain.exchange.models import ImportBatch
from bihuan.domain.exchange.queries import listed
from bihuan.domain.trail.actor import Actor

from ..models import Unit, UnitQuerySet
from .places import WORKPLACES

PURPOSE = "people"


def units_kept_by(actor: Actor) -> UnitQuerySet:
    """The units whose registers the actor keeps: those that people can be imported into."""
    kept = Unit.objects.within(actor.paths_for("people.change")).standing()
    return kept.filter(kind__in=WORKPLACES).order_by("path")


def may_import(actor: Actor) -> bool:
    """Whether the actor keeps the register of any unit; of a branch alone there is none to bring in."""
    return bool(actor.paths_for("people.change")) and units_kept_by(actor).exists()


def whole_batches_visible_to(actor: Actor) -> QuerySet[ImportBatch]:
    """Batches with their rows."""
    units = Unit.objects.within(actor.paths_for("people.change"))
    return ImportBatch.objects.filter(purpose=PURPOSE, unit_key__in=units.values("key"))


def batches_visible_to(actor: Actor) -> QuerySet[ImportBatch]:
    """Batches for a list, the newest first."""
    return listed(whole_batches_visible_to(actor))


def unit_of(batch: ImportBatch) -> Unit:
    return Unit.objects.get(key=batch.unit_key)
