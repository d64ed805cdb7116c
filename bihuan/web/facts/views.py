"""All numbers of a unit for a period: found, frozen, frozen again, handed out; and what is behind one."""

from __future__ import annotations

from itertools import groupby
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from bihuan.core.registry.mechanisms import Mechanism, groups, mechanisms
from bihuan.domain.documents import store
from bihuan.domain.facts import operations, permissions, queries
from bihuan.domain.facts.answers import Scope
from bihuan.domain.ledgers.binding import kinds_within
from bihuan.domain.organizations.models import Unit
from bihuan.web import forms
from bihuan.web.downloads import file_answer
from bihuan.web.refusals import refusals_as_messages

from .exporting import workbook
from .lines import Line, in_words, lines_of
from .meetings import offered
from .period import Period, of_year, this_year
from .places import places, unit_or_404
from .tracing import traced

YEARS = 5
#: What can be shown, and which lines that is.
SHOWN = {
    "": ("全部", lambda line: True),
    "known": ("有数的", lambda line: line.known),
    "unknown": ("不详的", lambda line: not line.known),
    "frozen": ("已冻结", lambda line: line.fact is not None),
    "stale": ("已变化", lambda line: line.stale),
}


@require_safe
def fact_list(request: HttpRequest) -> HttpResponse:
    unit = unit_or_404(request)
    days = offered(unit, request.GET)
    period = days.period
    words, shown = request.GET.get("q", "").strip()[:30], request.GET.get("show", "")
    shown = shown if shown in SHOWN else ""
    every = list(in_words(lines_of(Scope(unit, period.since, period.until), _codes(unit, period)), words))
    lines = [line for line in every if SHOWN[shown][1](line)]
    context = {
        **places(request, unit),
        "period": period,
        "days": days,
        "years": [(year, year == period.year) for year in range(this_year(), this_year() - YEARS, -1)],
        "words": words,
        "shown": shown,
        "shows": [(code, name, sum(map(chosen, every))) for code, (name, chosen) in SHOWN.items()],
        "groups": _grouped(lines),
        "may_freeze": permissions.can_freeze(request.actor, unit),
        "request_key": forms.new_request_key,
    }
    return render(request, "facts/fact_list.html", context)


@require_safe
def fact_detail(request: HttpRequest, key: UUID) -> HttpResponse:
    """A frozen number: its sentence then and now, and the records behind it."""
    fact = get_object_or_404(queries.facts_visible_to(request.actor), key=key)
    context = {
        "fact": fact,
        "period": Period(fact.since, fact.until),
        "trace": traced(fact),
        "may_freeze": permissions.can_freeze(request.actor, fact),
        "request_key": forms.new_request_key(),
    }
    return render(request, "facts/fact_detail.html", context)


@require_POST
def fact_freeze(request: HttpRequest, key: UUID) -> HttpResponse:
    unit, period = _unit(request, key), Period.of(request.POST)
    with refusals_as_messages(request):
        operations.freeze_fact(
            unit=unit,
            actor=request.actor,
            request_key=forms.request_key(request),
            code=request.POST.get("code", ""),
            since=period.since,
            until=period.until,
        )
        messages.success(request, "已冻结，依据的记录一起留下了。")
    return redirect(f"{reverse('fact-list')}?unit={unit.key}&{period.query}")


@require_POST
def fact_refreeze(request: HttpRequest, key: UUID) -> HttpResponse:
    fact = get_object_or_404(queries.facts_visible_to(request.actor), key=key)
    with refusals_as_messages(request):
        operations.refreeze_fact(
            fact=fact,
            actor=request.actor,
            seen=forms.seen_version(request),
            request_key=forms.request_key(request),
        )
        messages.success(request, "已按现在的台账重新冻结，原来的数在经过里查得到。")
    return redirect("fact-detail", fact.key)


@require_POST
def fact_export(request: HttpRequest, key: UUID) -> HttpResponse:
    """The numbers of the period as a spreadsheet; the trail notes that it left."""
    unit, period = _unit(request, key), Period.of(request.POST)
    lines = lines_of(Scope(unit, period.since, period.until), _codes(unit, period))
    content = workbook(lines, unit, period, demo=settings.BIHUAN_DEMO)
    operations.note_export(
        unit=unit,
        actor=request.actor,
        request_key=forms.request_key(request),
        since=period.since,
        until=period.until,
        digest=f"{store.ALGORITHM}:{store.digest_of(content)}",
    )
    name = f"{unit.name}{period.words}数据{'（演示）' if settings.BIHUAN_DEMO else ''}.xlsx"
    return file_answer(content, name)


def _unit(request: HttpRequest, key: UUID) -> Unit:
    visible = Unit.objects.within(request.actor.paths_for("records.read"))
    return get_object_or_404(visible, key=key)


def _codes(unit: Unit, period: Period) -> list[str]:
    """What can be asked of the ledgers that the unit and those below it kept in the period.

    :raises Http404: if they keep none.
    """
    kinds = kinds_within([unit.path])
    kept = [each for each in mechanisms().values() if not kinds.isdisjoint(each.binds)]
    if not kept:
        raise Http404
    return [code for each in kept if not each.is_retired(period.since) for code in each.facts]


def _grouped(lines: list[Line]) -> list[tuple[str, list[tuple[Mechanism, list[Line]]]]]:
    """Lines by group and mechanism, in the order of the registry."""
    found: list[Any] = []
    for group, members in groupby(lines, key=lambda line: line.mechanism.group):
        by_mechanism = groupby(members, key=lambda line: line.mechanism.code)
        found.append((groups()[group], [(mechanisms()[code], list(own)) for code, own in by_mechanism]))
    return found


def panel(mechanism: Mechanism, unit: Unit, year: int) -> dict[str, Any]:
    """Context of the panel 「数据」 on a mechanism's page."""
    period = of_year(year)
    return {
        "lines": lines_of(Scope(unit, period.since, period.until), mechanism.facts),
        "period": period,
        "unit": unit,
    }
