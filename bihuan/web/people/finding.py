"""What is offered while somebody types the name of a person or a unit."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from bihuan.domain.organizations.queries import people_of, people_visible_to, units_visible_to

from .picks import PersonPicks, Picks, UnitPicks
from .places import places_for


@require_safe
def person_find(request: HttpRequest) -> JsonResponse:
    """People who are here, of one unit if the address names it: nobody who left or was erased.

    :raises Http404: for whoever sees no people, or no such unit.
    """
    if not request.actor.paths_for("people.read"):
        raise Http404
    people = people_visible_to(request.actor).filter(left_on=None, erased_at=None)
    if key := request.GET.get("unit"):
        unit = units_visible_to(request.actor).filter(key=_uuid(key)).first()
        if unit is None:
            raise Http404
        people = people.filter(pk__in=people_of(unit).order_by().values("pk"))
    return _found(request, PersonPicks(people))


@require_safe
def place_find(request: HttpRequest) -> JsonResponse:
    """Standing units of a kind of use where the actor keeps the register; see ``places.USES``.

    :raises Http404: for whoever keeps no register, or for another use.
    """
    places = places_for(request.actor, request.GET.get("for", "work"))
    if places is None:
        raise Http404
    return _found(request, UnitPicks(places, visible=units_visible_to(request.actor)))


def _found(request: HttpRequest, picks: Picks) -> JsonResponse:
    words = request.GET.get("q", "").strip()[:50]
    found = [{"key": str(pick.row.key), "label": pick.label} for pick in picks.found(words)]
    return JsonResponse({"found": found})


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
