"""The leadership team of a unit in its order; put it into another one by buttons."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from bihuan.domain.organizations import permissions
from bihuan.domain.organizations.enums import WORKPLACES, SeatKind
from bihuan.domain.organizations.finding import above_each
from bihuan.domain.organizations.models import Post, TeamSeat, Unit
from bihuan.domain.organizations.operations.teams import reorder_team
from bihuan.domain.organizations.queries import people_of, units_visible_to
from bihuan.web import forms
from bihuan.web.refusals import refusals_as_messages, require

from .picking import PickForm


@require_safe
def team_detail(request: HttpRequest, key: UUID) -> HttpResponse:
    """The team; whoever was picked for it goes on to the page of the seat."""
    unit = _unit(request, key)
    may_change = permissions.can_change_people(request.actor, unit) and unit.kind in WORKPLACES
    pick = _pick(request, unit) if may_change else None
    if pick is not None and pick.is_valid():
        address = reverse("seat-take", args=[pick.cleaned_data["who"].key])
        return redirect(f"{address}?{urlencode({'unit': unit.key})}")
    seats = _seats(unit)
    context = {
        "unit": unit,
        "seats": seats,
        "headless": all(seat.kind != SeatKind.PRINCIPAL for seat in seats),
        "has_team": unit.kind in WORKPLACES,
        "above": above_each([unit], request.actor)[unit.pk],
        "may_change": may_change,
        "pick": pick,
        "moved": (request.GET.get("moved", ""), request.GET.get("way", "")),
        "request_key": forms.new_request_key(),
    }
    return render(request, "people/team_detail.html", context)


@require_POST
def team_order(request: HttpRequest, key: UUID) -> HttpResponse:
    """One seat up or down; the form says in which order the team was shown."""
    unit = _unit(request, key)
    require(permissions.can_change_people, request, unit)
    known = {str(seat.key): seat for seat in _seats(unit)}
    shown = [known[name] for name in request.POST.getlist("seat") if name in known]
    way = "up" if "up" in request.POST else "down"
    moved = request.POST.get(way, "")
    with refusals_as_messages(request):
        reorder_team(
            unit=unit,
            actor=request.actor,
            seats=_moved(shown, known.get(moved), -1 if way == "up" else 1),
            shown=shown,
            request_key=forms.request_key(request),
        )
    return redirect(f"{reverse('team-detail', args=[unit.key])}?{urlencode({'moved': moved, 'way': way})}")


def _unit(request: HttpRequest, key: UUID) -> Unit:
    unit = get_object_or_404(units_visible_to(request.actor), key=key)
    if not request.actor.may("people.read", at=unit.path):
        raise Http404
    return unit


def _seats(unit: Unit) -> list[TeamSeat]:
    seats = TeamSeat.objects.open().filter(unit=unit).order_by("position", "pk")
    held = Post.objects.on().select_related("unit").order_by("-is_main", "pk")
    posts = Prefetch("person__posts", queryset=held, to_attr="current_posts")
    return list(seats.select_related("person__unit", "person__department").prefetch_related(posts))


def _moved(seats: list[TeamSeat], seat: TeamSeat | None, by: int) -> list[TeamSeat]:
    """The order with one seat a place further; at the end it stays where it is."""
    if seat not in seats:
        return seats
    place = seats.index(seat)
    other = min(max(place + by, 0), len(seats) - 1)
    order = [*seats]
    order[place], order[other] = order[other], order[place]
    return order


def _pick(request: HttpRequest, unit: Unit) -> PickForm:
    """Whoever works in the unit and has no seat in its team."""
    seated = TeamSeat.objects.open().filter(unit=unit).values("person")
    return PickForm(
        request.GET if "who" in request.GET else None,
        people=people_of(unit).exclude(pk__in=seated),
        unit=unit,
    )
