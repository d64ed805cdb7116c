"""The unit that a page works for: the one where the right is held, or the one chosen among several."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest

from bihuan.domain.organizations.models import Unit
from bihuan.domain.organizations.queries import workplaces


@dataclass(frozen=True, slots=True)
class Workplace:
    """The chosen unit (None: the right is held nowhere), and those to choose from if there are several."""

    unit: Unit | None
    choices: list[Unit]


def workplace(request: HttpRequest, right: str) -> Workplace:
    """What the form or the address names in ``unit``; the highest if neither names one.

    :raises Http404: if it is named and none of those: nothing is done for another unit than was meant.
    """
    units = list(workplaces(request.actor, right))
    named = request.POST.get("unit") or request.GET.get("unit")
    if named and units:
        unit = next((each for each in units if str(each.key) == named), None)
        if unit is None:
            raise Http404("no such unit to work for")
    else:
        unit = units[0] if units else None
    return Workplace(unit, units if len(units) > 1 else [])
