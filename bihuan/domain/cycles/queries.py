from __future__ import annotations

import datetime

from bihuan.domain.organizations.enums import UnitKind
from bihuan.domain.organizations.fields import ancestors
from bihuan.domain.organizations.models import ScopedQuerySet, Unit
from bihuan.domain.trail.actor import Actor

from .models import Cycle


def cycles_visible_to(actor: Actor) -> ScopedQuerySet:
    """Cycles, the newest year first."""
    return (
        Cycle.objects.within(actor.paths_for("records.read")).select_related("unit").order_by("-year", "kind")
    )


def last_meeting(unit: Unit, today: datetime.date) -> Cycle | None:
    """The latest meeting whose day is known, of the unit or the nearest above it within its 单位."""
    paths = [*ancestors(unit.path), unit.path]
    organ = Unit.objects.filter(path__in=paths, kind=UnitKind.ORGAN).order_by("-path").first()
    inside = [path for path in paths if organ is None or path.startswith(organ.path)]
    known = Cycle.objects.filter(unit__path__in=inside, met_on__lte=today)
    return known.select_related("unit").order_by("-unit__path", "-met_on").first()


def meeting_before(cycle: Cycle) -> Cycle | None:
    """The latest meeting of an earlier year whose day is known, of the same unit."""
    earlier = Cycle.objects.filter(unit=cycle.unit, year__lt=cycle.year).exclude(met_on=None)
    return earlier.order_by("-met_on").first()
