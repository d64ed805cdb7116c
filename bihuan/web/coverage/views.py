from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from bihuan.domain.rectification import permissions, queries
from bihuan.domain.rectification.models import Problem
from bihuan.domain.rectification.operations import figures as figure_operations
from bihuan.domain.rectification.operations import links as link_operations
from bihuan.domain.rectification.view import ledger_of
from bihuan.web import forms
from bihuan.web.actors import SignedInRequest
from bihuan.web.pictures.drawing import draw
from bihuan.web.refusals import refusals_as_messages

from . import working
from .chart import chart
from .forms import FillForm, PickForm, VerdictForm
from .listing import SORTS, chips, listing
from .messages import say_what_is_wrong
from .rows import Rows
from .years import chosen_cycle

SIDES = {"cause": queries.cause_links_visible_to, "measure": queries.measure_links_visible_to}


@require_safe
def coverage(request: SignedInRequest) -> HttpResponse:
    cycle, cycles = chosen_cycle(request, request.actor)
    if cycle is None:
        return render(request, "coverage/coverage_empty.html")
    rows = Rows(ledger_of(cycle))
    context = {
        "cycle": cycle,
        "cycles": cycles,
        "rows": rows,
        "picture": draw(chart(rows)) if rows.problems or rows.measures else None,
        "chips": chips(rows, request.GET),
        "listing": listing(rows, request.GET),
        "sorts": SORTS,
        "next_problem": next((row for row in rows.problems if row.unjudged), None),
        "waiting": sum(1 for row in rows.problems if row.unjudged),
        "may_keep": permissions.can_keep_ledger(request.actor, cycle),
        "request_key": forms.new_request_key,
    }
    return render(request, "coverage/coverage.html", context)


@require_safe
def problem(request: SignedInRequest, key: UUID) -> HttpResponse:
    """One problem with its candidates: confirm, partly, decline, or pick another by hand."""
    subject = _standing_problem(request, key)
    rows = Rows(ledger_of(subject.cycle))
    return render(request, "coverage/problem_links.html", working.context(rows, subject, request.actor))


@require_POST
def link_settle(request: SignedInRequest, side: str, key: UUID) -> HttpResponse:
    if side not in SIDES:
        raise Http404("no such side")
    link = get_object_or_404(SIDES[side](request.actor), key=key, problem__withdrawn_at=None)
    form = VerdictForm(request.POST)
    if form.is_valid():
        verdict = form.cleaned_data["verdict"]
        settle = link_operations.decline_link if verdict == "decline" else link_operations.confirm_link
        more = {} if verdict == "decline" else {"weak": verdict == "weak"}
        with refusals_as_messages(request):
            settle(
                link=link,
                actor=request.actor,
                seen=forms.seen_version(request),
                request_key=forms.request_key(request),
                **more,
            )
    return redirect("coverage-problem", link.problem.key)


@require_POST
def link_make(request: SignedInRequest, key: UUID) -> HttpResponse:
    subject = _standing_problem(request, key)
    rows = Rows(ledger_of(subject.cycle))
    choices = working.pickable(rows, rows.of(subject), request.POST.get("side", ""))
    form = PickForm(choices, request.POST)
    if form.is_valid():
        with refusals_as_messages(request):
            link_operations.make_link(
                problem=subject,
                target=form.chosen(),
                actor=request.actor,
                request_key=forms.request_key(request),
                weak=form.cleaned_data["weak"],
            )
    else:
        say_what_is_wrong(request, form)
    return redirect("coverage-problem", subject.key)


@require_POST
def figure_fill(request: SignedInRequest, key: UUID) -> HttpResponse:
    figure = get_object_or_404(queries.figures_visible_to(request.actor), key=key)
    form = FillForm(request.POST)
    if form.is_valid():
        with refusals_as_messages(request):
            figure_operations.fill_figure(
                figure=figure,
                actor=request.actor,
                seen=forms.seen_version(request),
                request_key=forms.request_key(request),
                **form.cleaned_data,
            )
    else:
        say_what_is_wrong(request, form)
    return redirect(f"{reverse('coverage')}?cycle={figure.cycle.key}#figure-{figure.key}")


def _standing_problem(request: SignedInRequest, key: UUID) -> Problem:
    return get_object_or_404(queries.problems_visible_to(request.actor).standing(), key=key)
