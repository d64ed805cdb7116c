"""The trail, the newest entry first."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bihuan.domain.trail import browsing
from bihuan.web.forms import new_request_key

from ..exporting import MOST
from ..filters import TrailForm
from ..places import entry_at, place_of
from ..rows import rows_of
from ..scope import Scope, scope_of

BROKEN = browsing.Page((), newer=False, older=False)


@require_safe
def trail_list(request: HttpRequest) -> HttpResponse:
    scope = scope_of(request)
    form = TrailForm(request.GET, scope=scope)
    page = _page(request, scope, form) if form.is_valid() else BROKEN
    rows = rows_of(page.entries, request.actor)
    context = {
        "form": form,
        "rows": rows,
        "page": page,
        "unit": form.unit or scope.home,
        **_links(form, page),
    }
    return render(
        request, "trail/trail_list.html", context | {"most": MOST, "request_key": new_request_key()}
    )


def _page(request: HttpRequest, scope: Scope, form: TrailForm) -> browsing.Page:
    chains = scope.chains(form.unit, only=form.cleaned_data["only"])
    before, after = (entry_at(scope, request.GET.get(name, "")) for name in ("before", "after"))
    return browsing.page_of(chains, form.wanted(), before=before, after=after)


def _links(form: TrailForm, page: browsing.Page) -> dict[str, Any]:
    """Where newer and older entries are, and the newest of all; empty where there are none."""
    first, last = (page.entries[0], page.entries[-1]) if page.entries else (None, None)
    return {
        "newest_url": form.address(),
        "newer_url": form.address(after=place_of(first)) if first and page.newer else "",
        "older_url": form.address(before=place_of(last)) if last and page.older else "",
        "query": form.address(),
        "without_object": form.address(object=None),
    }
