"""Which year a page shows: the one in the address, else the newest."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest

from bihuan.domain.cycles.models import Cycle
from bihuan.domain.cycles.queries import cycles_visible_to
from bihuan.domain.trail.actor import Actor


@dataclass(frozen=True, slots=True)
class Choice:
    """A year that can be chosen; the unit is named where there are several."""

    cycle: Cycle
    label: str


def chosen_cycle(request: HttpRequest, actor: Actor) -> tuple[Cycle | None, list[Choice]]:
    """The cycle that ``?cycle=KEY`` or ``?year=`` asks for, and all that can be chosen: one query.

    :raises Http404: if what is asked for is not among them.
    """
    cycles = list(cycles_visible_to(actor))
    wanted = request.GET.get("cycle") or request.GET.get("year")
    found = [cycle for cycle in cycles if not wanted or wanted in (str(cycle.key), str(cycle.year))]
    if wanted and not found:
        raise Http404("no such year")
    several = len({cycle.unit_id for cycle in cycles}) > 1
    choices = [Choice(cycle, f"{cycle.unit} {cycle}" if several else str(cycle)) for cycle in cycles]
    return (found[0] if found else None), choices
