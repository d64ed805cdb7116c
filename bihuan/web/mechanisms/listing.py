"""A mechanism's ledger: what was entered, found, narrowed and sorted by the address."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bihuan.core.registry.mechanisms import Mechanism, groups, mechanisms
from bihuan.domain.ledgers import queries

from .wanted import SORTS, Wanted

PAGE_SIZE = 50
YEARS = 5


@require_safe
def record_list(request: HttpRequest, code: str) -> HttpResponse:
    mechanism, wanted = mechanism_or_404(request, code), Wanted.of(request.GET)
    records = queries.records_visible_to(request.actor, mechanism.shape)
    found = wanted.apply(queries.counting_in(records, code))
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    units = list(queries.units_keeping(request.actor, mechanism, "records.read"))
    context = {
        "mechanism": mechanism,
        "group": groups()[mechanism.group],
        "wanted": wanted,
        "page": page,
        "units": units if len(units) > 1 else [],
        "heads": {name: wanted.sort_header(name) for name in SORTS},
        "may_enter": queries.units_keeping(request.actor, mechanism).exists(),
        **_links(wanted),
    }
    return render(request, "mechanisms/record_list.html", context)


def mechanism_or_404(request: HttpRequest, code: str) -> Mechanism:
    """:raises Http404: if there is no such mechanism, or the reader reads no records at all."""
    if code not in mechanisms() or not request.actor.paths_for("records.read"):
        raise Http404
    return mechanisms()[code]


def _links(wanted: Wanted) -> dict[str, Any]:
    this = timezone.localdate().year
    return {
        "years": [
            (year, wanted.address(year=year), year == wanted.year) for year in range(this, this - YEARS, -1)
        ],
        "every_year_url": wanted.address(year=0),
        "standing_url": wanted.address(withdrawn=None),
        "withdrawn_url": wanted.address(withdrawn=1),
        "all_url": wanted.address(q=None, unit=None, withdrawn=None),
    }
