"""One entry: what changed, and what proves it."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bihuan.domain.trail import browsing, code_words

from ..rows import rows_of
from ..scope import unit_or_404
from ..values import groups_of

CHANGES_A_PAGE = 200


@require_safe
def trail_entry(request: HttpRequest, key: UUID, sequence: int) -> HttpResponse:
    unit = unit_or_404(request, key)
    entry = browsing.entry_at(browsing.chains_of([unit.key]), unit.key, sequence)
    if entry is None:
        raise Http404
    page = Paginator(entry.changes.order_by("position"), CHANGES_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "unit": unit,
        "row": rows_of([entry], request.actor)[0],
        "groups": groups_of(list(page)),
        "page": page,
        "code": code_words.of_hash(entry.hash),
        "previous": sequence - 1,
        "next": sequence + 1 if sequence < entry.chain.size else 0,
    }
    return render(request, "trail/trail_entry.html", context)
