"""The page of the burden meter: what the ledgers cost in typing, and what they saved."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bihuan.core.registry.mechanisms import Mechanism, mechanisms
from bihuan.domain.ledgers.burden import Burden, of_year

from .listing import YEARS
from .wanted import Wanted

MONTHS = range(1, 13)
NOTHING = Burden()


@dataclass(frozen=True, slots=True)
class Row:
    """A mechanism with what each month and the year cost."""

    mechanism: Mechanism
    months: list[Burden]
    year: Burden


@require_safe
def burden(request: HttpRequest) -> HttpResponse:
    """:raises Http404: for whoever reads no records at all."""
    if not request.actor.paths_for("records.read"):
        raise Http404
    wanted, this = Wanted.of(request.GET), timezone.localdate().year
    year = wanted.year or this
    rows = list(_rows(of_year(request.actor, year)))
    context = {
        "year": year,
        "years": [(each, f"?year={each}", each == year) for each in range(this, this - YEARS, -1)],
        "rows": rows,
        "months": MONTHS,
        "total": reduce(add, (row.year for row in rows), NOTHING),
        "by_month": [reduce(add, (row.months[month - 1] for row in rows), NOTHING) for month in MONTHS],
    }
    return render(request, "mechanisms/burden.html", context)


def _rows(found: dict[tuple[str, int], Burden]) -> Any:
    for code, mechanism in mechanisms().items():
        months = [found.get((code, month), NOTHING) for month in MONTHS]
        if (year := reduce(add, months, NOTHING)) != NOTHING:
            yield Row(mechanism, months, year)
