"""Add a problem, cause or measure by hand."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from bihuan.domain.cycles.models import Cycle
from bihuan.domain.cycles.queries import cycles_visible_to
from bihuan.domain.rectification import permissions, queries
from bihuan.domain.rectification.models import Problem
from bihuan.web import forms
from bihuan.web.methods import page_with_form
from bihuan.web.refusals import refusals_as_messages, require

from ..forms import AddForm, StatementForm
from ..kinds import KINDS


@page_with_form
def statement_add(request: HttpRequest, cycle: UUID, kind: str) -> HttpResponse:
    year = get_object_or_404(cycles_visible_to(request.actor), key=cycle)
    require(permissions.can_keep_ledger, request, year)
    problem = _problem(request, year)
    form = _form(kind, year, request)
    if form.is_valid():
        with refusals_as_messages(request):
            added = KINDS[kind].add(
                cycle=year,
                actor=request.actor,
                request_key=forms.request_key(request),
                **form.cleaned_data,
                **({} if kind == "problem" else {"problem": problem}),
            )
            return redirect("statement-detail", kind, added.key)
    context = {"form": form, "cycle": year, "label": KINDS[kind].label, "problem": problem}
    return render(request, "ledger/statement_add.html", {**context, "request_key": forms.new_request_key()})


def _form(kind: str, cycle: Cycle, request: HttpRequest) -> StatementForm | AddForm:
    data = request.POST or None
    return StatementForm(data, model=Problem, cycle=cycle) if kind == "problem" else AddForm(data)


def _problem(request: HttpRequest, cycle: Cycle) -> Problem | None:
    """The problem that the new cause or measure belongs to, if the address names one of this year."""
    key = request.GET.get("problem")
    return queries.problems_visible_to(request.actor).filter(cycle=cycle, key=key).first() if key else None
