"""The one search: units, people, problems, measures, items and papers that the user may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from .groups import Group, Line, groups_for, lines_of, numbers_of

SHORTEST = 2
SHOWN = 5
PAGE_SIZE = 50
#: No more than this many are listed and counted; beyond it the page says that there are more.
COUNTED = 1_000


@dataclass(frozen=True, slots=True)
class Found:
    """The first results of a group; ``count`` is None where there are more than were counted."""

    group: Group
    lines: list[Line]
    count: int | None
    url: str


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """A few results of each kind; with ``in`` all of one kind, by pages."""
    words = " ".join(request.GET.get("q", "").split())[:50]
    groups = groups_for(request.actor)
    only = next((group for group in groups if group.code == request.GET.get("in")), None)
    context: dict[str, Any] = {"words": words, "short": bool(words) and len(words) < SHORTEST, "only": only}
    if len(words) >= SHORTEST:
        context |= _all_of(request, only, words) if only else _some_of_each(request, groups, words)
    return render(
        request,
        "search/search.html",
        context | {"kinds": [group.name for group in groups], "counted": COUNTED},
    )


def _some_of_each(request: HttpRequest, groups: list[Group], words: str) -> dict[str, Any]:
    found = [_first(request, group, words) for group in groups]
    return {"found": [each for each in found if each.lines]}


def _first(request: HttpRequest, group: Group, words: str) -> Found:
    numbers = numbers_of(group, request.actor, words, most=COUNTED + 1)
    count = len(numbers) if len(numbers) <= COUNTED else None
    url = "?" + urlencode({"q": words, "in": group.code})
    return Found(group, lines_of(group, request.actor, words, numbers[:SHOWN]), count, url)


def _all_of(request: HttpRequest, group: Group, words: str) -> dict[str, Any]:
    numbers = numbers_of(group, request.actor, words, most=COUNTED + 1)
    page = Paginator(numbers[:COUNTED], PAGE_SIZE).get_page(request.GET.get("page"))
    return {
        "page": page,
        "lines": lines_of(group, request.actor, words, page.object_list),
        "more": len(numbers) > COUNTED,
        "back_url": "?" + urlencode({"q": words}),
    }
