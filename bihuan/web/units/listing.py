"""The tree of units, one level at a time, and the units that a search finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bihuan.domain.organizations import finding
from bihuan.domain.organizations.models import Unit
from bihuan.domain.organizations.queries import units_visible_to

from .rows import rows_of

PAGE_SIZE = 50
ORDERS = {"order": "按次序", "name": "按名称", "-name": "按名称倒序"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader asked for; unknown words count as not asked."""

    words: str = ""
    at: str = ""
    sort: str = "order"
    closed: bool = False

    @classmethod
    def of(cls, query: QueryDict) -> Wanted:
        return cls(
            words=query.get("q", "").strip()[:50],
            at=query.get("at", ""),
            sort=query.get("sort", "") if query.get("sort") in ORDERS else "order",
            closed=query.get("closed") == "1",
        )

    def address(self, **changed: object) -> str:
        """The query string of this wish with something changed."""
        values = {"q": self.words, "at": self.at, "sort": self.sort, "closed": "1" if self.closed else ""}
        values |= {name: "" if value is None else str(value) for name, value in changed.items()}
        kept = {name: value for name, value in values.items() if value and value != "order"}
        return "?" + urlencode(kept)


@require_safe
def unit_list(request: HttpRequest) -> HttpResponse:
    """The tree from the top, or from one unit; the units that a word finds. htmx gets one level of it."""
    wanted = Wanted.of(request.GET)
    at = _at(request, wanted.at)
    page = _page(request, wanted, at)
    context = {
        "wanted": wanted,
        "at": at,
        "page": page,
        "rows": rows_of(page, request.actor, with_place=bool(wanted.words)),
        "level_query": wanted.address(q=None, at=None).removeprefix("?"),
        "next_url": wanted.address(page=page.next_page_number()) if page.has_next() else "",
    }
    if request.htmx and at is not None:
        return render(request, "units/_level.html", context)
    return render(
        request, "units/unit_list.html", {**context, **_around(request, wanted, at, context["rows"])}
    )


def _at(request: HttpRequest, key: str) -> Unit | None:
    """The unit whose level is asked for.

    :raises Http404: if the actor sees no such unit.
    """
    if not key:
        return None
    try:
        found = units_visible_to(request.actor).filter(key=UUID(key)).first()
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, wanted: Wanted, at: Unit | None) -> Page:
    if wanted.words:
        units = finding.units_matching(units_visible_to(request.actor), wanted.words)
    elif at is not None:
        units = Unit.objects.filter(parent=at)
    else:
        units = finding.tops_of(request.actor)
    ordered = finding.level(units, sort=wanted.sort, closed=wanted.closed)
    return Paginator(ordered, PAGE_SIZE).get_page(request.GET.get("page"))


def _around(request: HttpRequest, wanted: Wanted, at: Unit | None, rows: list[Any]) -> dict[str, Any]:
    """What the whole page shows besides the lines: where one is, the choices, the first level opened."""
    only = rows[0] if at is None and not wanted.words and len(rows) == 1 else None
    opened = _page(request, wanted, only.unit) if only and only.below else None
    return {
        "above": finding.above_each([at], request.actor)[at.pk] if at else [],
        "orders": [
            {"label": label, "url": wanted.address(sort=code), "current": wanted.sort == code}
            for code, label in ORDERS.items()
        ],
        "closed_url": wanted.address(closed=None if wanted.closed else "1"),
        "opened": rows_of(opened, request.actor) if opened is not None else [],
        "opened_more": wanted.address(at=only.unit.key, page=2) if opened and opened.has_next() else "",
        "all_url": "?",
    }
