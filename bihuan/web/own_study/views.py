"""「我的学时」: what one studied in a year. No right is asked for, and nobody else is shown."""

from __future__ import annotations

from decimal import Decimal

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bihuan.core.norms import telling
from bihuan.core.registry import norms
from bihuan.core.registry.norms import HoursRule, Norm
from bihuan.domain.ledgers import study

YEARS = 5
PAGE_SIZE = 50


@require_safe
def own_study(request: HttpRequest) -> HttpResponse:
    year, this = _year(request), timezone.localdate().year
    found = study.own_study(request.actor, year)
    context = {
        "year": year,
        "years": range(this, this - YEARS, -1),
        "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
        "total": sum((each.hours for each in found), Decimal(0)),
        "online": sum((each.hours for each in found if each.online), Decimal(0)),
        "asked": [telling.demand(norm) for norm in _asking()],
        "acting": request.actor.on_behalf_of is not None,
    }
    return render(request, "own_study/own_study.html", context)


def _asking() -> list[Norm]:
    """The norms that ask for hours."""
    return [norm for norm in norms.norms().values() if isinstance(norm.rule, HoursRule)]


def _year(request: HttpRequest) -> int:
    text = request.GET.get("year", "")
    return int(text) if text.isdecimal() and 2000 <= int(text) <= 2100 else timezone.localdate().year
