"""Take the number behind a mask from the ledgers: the likeliest are offered, each in its sentence."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from bihuan.core.registry.mechanisms import facts as fact_queries
from bihuan.domain.compilations import wording
from bihuan.domain.facts.answers import Scope
from bihuan.domain.rectification import permissions, queries
from bihuan.domain.rectification.models import Figure
from bihuan.domain.rectification.offers import offers
from bihuan.domain.rectification.operations.figures import bind_figure
from bihuan.domain.rectification.standing import statement_of
from bihuan.web import forms
from bihuan.web.facts.lines import Line, lines_of
from bihuan.web.facts.meetings import of_cycle
from bihuan.web.facts.period import Period
from bihuan.web.methods import page_with_form
from bihuan.web.refusals import refusals_as_messages, require


@page_with_form
def figure_facts(request: HttpRequest, key: UUID) -> HttpResponse:
    """The numbers that it may be; choosing one freezes it, and the figure says it from then on."""
    figure = get_object_or_404(queries.figures_visible_to(request.actor).select_related("fact"), key=key)
    require(permissions.can_keep_ledger, request, figure)
    period, words = _period(request, figure)
    if request.method == "POST":
        with refusals_as_messages(request):
            return _bound(request, figure, period)
    before, text, after = wording.sentence_of(figure, statement_of(figure))
    lines = lines_of(Scope(figure.unit, period.since, period.until), fact_queries())
    likely = _likely(before, text, lines)
    context = {
        "figure": figure,
        "sentence": (before, text, after),
        "period": period,
        "words": words,
        "likely": likely,
        "others": [line for line in lines if line.known and line not in likely],
        "unknown": sum(not line.known for line in lines),
        "request_key": forms.new_request_key(),
    }
    return render(request, "coverage/figure_facts.html", context)


def _bound(request: HttpRequest, figure: Figure, period: Period) -> HttpResponse:
    bind_figure(
        figure=figure,
        actor=request.actor,
        seen=forms.seen_version(request),
        request_key=forms.request_key(request),
        code=request.POST.get("code", ""),
        since=period.since,
        until=period.until,
    )
    messages.success(request, "已用数据补填，依据的记录一起留下了。")
    return redirect(f"{reverse('coverage')}?cycle={figure.cycle.key}#figure-{figure.key}")


def _period(request: HttpRequest, figure: Figure) -> tuple[Period, str]:
    """The days asked for; else those of the fact that it says now, else from meeting to meeting, and why."""
    asked = request.POST if request.method == "POST" else request.GET
    if "since" in asked:
        return Period.of(asked), ""
    if figure.fact:
        return Period(figure.fact.since, figure.fact.until), ""
    return of_cycle(figure.cycle)


def _likely(before: str, text: str, lines: list[Line]) -> list[Line]:
    """The offers whose number is known, the likeliest first."""
    by_code = {line.query.code: line for line in lines if line.known}
    found = offers(before, text, [line.query for line in by_code.values()])
    return [by_code[offer.query.code] for offer in found]
