"""One unit: what it is, what stands below it, who leads it, what happened to it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from bihuan.core.registry.unit_kinds import kinds_below
from bihuan.domain.organizations import finding, permissions
from bihuan.domain.organizations.models import TeamSeat, Unit
from bihuan.domain.organizations.queries import units_visible_to
from bihuan.web.history import history_of

from .listing import PAGE_SIZE
from .rows import UnitRow, rows_of


@require_safe
def unit_detail(request: HttpRequest, key: UUID) -> HttpResponse:
    unit = get_object_or_404(units_visible_to(request.actor), key=key)
    reads_people = request.actor.may("people.read", at=unit.path)
    children = finding.level(Unit.objects.filter(parent=unit), closed=True)
    page = Paginator(children, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "unit": unit,
        "row": rows_of([unit], request.actor)[0],
        "above": finding.above_each([unit], request.actor)[unit.pk],
        "page": page,
        "groups": _groups(rows_of(page, request.actor)),
        "seats": _team(unit) if reads_people else [],
        "reads_people": reads_people,
        "history": history_of(unit) if reads_people else [],
        **_rights(request, unit),
        "moved": (request.GET.get("moved", ""), request.GET.get("way", "")),
    }
    return render(request, "units/unit_detail.html", context)


def _rights(request: HttpRequest, unit: Unit) -> dict[str, Any]:
    may_change = permissions.can_change_units(request.actor, unit)
    return {
        "may_change": may_change,
        "may_add": may_change and bool(kinds_below(unit.kind)),
        "may_close": permissions.can_close(request.actor, unit) and unit.parent_id is not None,
    }


def _groups(rows: list[UnitRow]) -> list[tuple[str, list[UnitRow]]]:
    """The offices and the bodies of the Party, each in its own order."""
    party = [row for row in rows if row.unit.kind in finding.PARTY_BODIES]
    offices = [row for row in rows if row.unit.kind not in finding.PARTY_BODIES]
    return [(title, found) for title, found in (("机构", offices), ("党组织", party)) if found]


def _team(unit: Unit) -> list[TeamSeat]:
    return list(TeamSeat.objects.open().filter(unit=unit).select_related("person").order_by("position", "pk"))
