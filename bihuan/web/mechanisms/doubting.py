"""疑点: the list of what waits to be looked into, and the answer that settles one."""

from __future__ import annotations

import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from bihuan.domain.ledgers import permissions
from bihuan.domain.ledgers.doubts import asking
from bihuan.domain.ledgers.doubts.rules import RULES
from bihuan.domain.ledgers.operations.doubts import settle_doubt
from bihuan.domain.organizations.queries import own_units
from bihuan.web.refusals import refusals_as_messages, require

from .changing import done
from .listing import PAGE_SIZE
from .records import record_or_404

YEARS = 3
SORTS, NEWEST = ("on", "title"), "-on"


@require_safe
def doubt_list(request: HttpRequest) -> HttpResponse:
    """:raises Http404: for whoever keeps no records."""
    if not request.actor.paths_for(asking.KEPT_BY):
        raise Http404
    wanted = _wanted(request)
    first, last = datetime.date(wanted["year"], 1, 1), datetime.date(wanted["year"] + 1, 1, 1)
    doubts = [doubt for doubt in asking.doubts_in(request.actor, first, last) if _fits(doubt, wanted)]
    page = Paginator(_sorted(doubts, wanted["sort"]), PAGE_SIZE).get_page(request.GET.get("page"))
    this = timezone.localdate().year
    context = {
        "page": page,
        "wanted": wanted,
        "years": range(this, this - YEARS, -1),
        "heads": _heads(request, wanted["sort"]),
        "rules": [(code, rule.TITLE) for code, rule in RULES.items()],
    }
    return render(request, "mechanisms/doubt_list.html", context)


@require_POST
def doubt_settle(request: HttpRequest, shape: str, key: UUID) -> HttpResponse:
    """:raises Http404: for whoever reads the record from above: doubts stay in the 单位 itself."""
    record = record_or_404(request, shape, key)
    if not own_units(request.actor, "records.read").filter(pk=record.unit_id).exists():
        raise Http404
    require(permissions.can_keep_records, request, record)
    settled = {name: request.POST.get(name, "") for name in ("basis", "reason")}
    with refusals_as_messages(request):
        return done(request, record, settle_doubt, "已记下，这一处不再问。", **settled)
    return redirect("record-detail", shape, key)


def _wanted(request: HttpRequest) -> dict[str, Any]:
    year, sort = request.GET.get("year", ""), request.GET.get("sort", "")
    return {
        "year": int(year) if year.isdecimal() and 2000 <= int(year) <= 2100 else timezone.localdate().year,
        "rule": request.GET.get("rule", "") if request.GET.get("rule") in RULES else "",
        "words": request.GET.get("q", "").strip()[:50],
        "sort": sort if sort.removeprefix("-") in SORTS else NEWEST,
    }


def _heads(request: HttpRequest, sort: str) -> dict[str, dict[str, str]]:
    """Where a click on a column head leads, and how it is sorted now."""
    heads = {}
    for name in SORTS:
        query, current = request.GET.copy(), sort.removeprefix("-") == name
        query["sort"] = f"-{name}" if current and not sort.startswith("-") else name
        direction = ("descending" if sort.startswith("-") else "ascending") if current else ""
        heads[name] = {"url": f"?{query.urlencode()}", "direction": direction}
    return heads


def _fits(doubt: asking.Doubt, wanted: dict[str, Any]) -> bool:
    return wanted["rule"] in ("", doubt.rule) and wanted["words"] in doubt.record.title


def _sorted(doubts: list[asking.Doubt], sort: str) -> list[asking.Doubt]:
    name = sort.removeprefix("-")
    return sorted(doubts, key=lambda doubt: getattr(doubt.record, name), reverse=sort.startswith("-"))
