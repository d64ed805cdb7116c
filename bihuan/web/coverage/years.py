"""Which year a page shows: the one in the address, else the newest."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from bihuan.domain.cycles.models import Cycle
from bihuan.domain.cycles.queries import cycles_visible_to
from bihuan.domain.trail.actor import Actor


def chosen_cycle(request: HttpRequest, actor: Actor) -> tuple[Cycle | None, list[Cycle]]:
    """The cycle that ``?year=`` asks for and all that can be chosen: one query.

    :raises Http404: if the year asked for is not among them.
    """
    cycles = list(cycles_visible_to(actor))
    wanted = request.GET.get("year", "")
    if not wanted:
        return (cycles[0] if cycles else None), cycles
    chosen = next((cycle for cycle in cycles if str(cycle.year) == wanted), None)
    if chosen is None:
        raise Http404("no such year")
    return chosen, cycles
