"""The unit whose numbers a page shows, and those below it to go to."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from bihuan.domain.ledgers.binding import mechanisms_of
from bihuan.domain.organizations.models import Unit

from .period import key_in


def unit_or_404(request: HttpRequest) -> Unit:
    """The unit that the address names, or the highest whose records the reader sees.

    :raises Http404: if there is none.
    """
    if "unit" not in request.GET:
        return highest(request)
    key = key_in(request.GET, "unit")
    visible = Unit.objects.within(request.actor.paths_for("records.read"))
    return get_object_or_404(visible, key=key)


def highest(request: HttpRequest) -> Unit:
    """The highest unit whose records the reader sees.

    :raises Http404: if there is none.
    """
    units = Unit.objects.within(request.actor.paths_for("records.read")).standing()
    found = units.order_by("path").first()
    if found is None:
        raise Http404
    return found


def places(request: HttpRequest, unit: Unit) -> dict[str, Any]:
    """The unit above, if the reader sees it, and the standing units below that keep ledgers."""
    paths = request.actor.paths_for("records.read")
    above = Unit.objects.within(paths).filter(pk=unit.parent_id).first() if unit.parent_id else None
    below = Unit.objects.filter(parent=unit).standing().order_by("position", "pk")
    return {
        "unit": unit,
        "unit_above": above,
        "units_below": [each for each in below if mechanisms_of([each])],
    }
