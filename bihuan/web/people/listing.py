"""The list of people, and the list as a file."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from bihuan.domain.organizations import register
from bihuan.domain.organizations.finding import above_each, level
from bihuan.domain.organizations.models import Unit
from bihuan.domain.organizations.operations.exports import note_people_export
from bihuan.domain.organizations.sheet.queries import may_import
from bihuan.web.downloads import file_answer
from bihuan.web.forms import new_request_key

from .exporting import MOST, workbook
from .wanted import Asked, key_in

#: So many units below the chosen one are offered as a narrower choice.
OFFERED = 60


@require_safe
def person_list(request: HttpRequest) -> HttpResponse:
    """People who are here (or who left), found, narrowed and sorted by the address.

    :raises Http404: for whoever sees no people at all.
    """
    asked = _asked(request)
    people = register.people_wanted(request.actor, asked.wanted)
    page = register.page_of(
        people, asked.wanted, before=key_in(request.GET, "before"), after=key_in(request.GET, "after")
    )
    count = len(page.people) if not (page.before or page.after) else register.count_of(people)
    context = {
        "asked": asked,
        "page": page,
        "count": min(count, register.COUNTED),
        "more": count > register.COUNTED,
        "heads": {name: asked.sort_header(name) for name in register.SORTS},
        "may_add": bool(request.actor.paths_for("people.change")),
        "may_import": may_import(request.actor),
        "most": MOST,
        "request_key": new_request_key(),
        **_places(request, asked),
        **_links(asked, page),
    }
    return render(request, "people/person_list.html", context)


@require_POST
def person_export(request: HttpRequest) -> HttpResponse:
    """The filter stands in the address, as on the page; the trail notes that the list left."""
    asked = _asked(request)
    unit = asked.wanted.unit or _highest(request)
    people = list(register.dressed(register.people_wanted(request.actor, asked.wanted))[: MOST + 1])
    demo = settings.BIHUAN_DEMO
    content = workbook(people[:MOST], unit, gone=asked.wanted.gone, cut=len(people) > MOST, demo=demo)
    note_people_export(unit=unit, actor=request.actor, content=content, rows=min(len(people), MOST))
    name = f"{unit.name}人员名单{timezone.localdate():%Y%m%d}{'（演示）' if demo else ''}.xlsx"
    return file_answer(content, name)


def _asked(request: HttpRequest) -> Asked:
    if not request.actor.paths_for("people.read"):
        raise Http404
    return Asked.of(request)


def _highest(request: HttpRequest) -> Unit:
    return Unit.objects.filter(path__in=request.actor.paths_for("people.read")).order_by("path").first()


def _places(request: HttpRequest, asked: Asked) -> dict[str, Any]:
    """Where the list stands in the tree, and the units below to narrow it by."""
    unit = asked.wanted.unit
    tops = Unit.objects.filter(path__in=request.actor.paths_for("people.read"))
    below = Unit.objects.filter(parent=unit) if unit else _choices(tops)
    return {
        "above": above_each([unit], request.actor)[unit.pk] if unit else [],
        "below": list(level(below).only("key", "name", "short_name", "kind")[:OFFERED]),
    }


def _choices(tops: Any) -> Any:
    """Several units to begin with, or what stands in the only one."""
    only = list(tops[:2])
    return Unit.objects.filter(parent=only[0]) if len(only) == 1 else tops


def _links(asked: Asked, page: register.Page) -> dict[str, str]:
    first, last = (page.people[0], page.people[-1]) if page.people else (None, None)
    return {
        "query": asked.address(),
        "first_url": asked.address() or "?",
        "before_url": asked.address(before=first.key) if first and page.before else "",
        "after_url": asked.address(after=last.key) if last and page.after else "",
        "here_url": asked.address(gone=None),
        "gone_url": asked.address(gone="1"),
        "all_url": asked.address(q=None, unit=None),
        "anywhere_url": asked.address(unit=None),
    }
