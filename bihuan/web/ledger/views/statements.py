"""One problem, cause or measure: read it, change it, withdraw it, see what happened to it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from bihuan.domain.rectification import permissions
from bihuan.domain.rectification.operations import wording
from bihuan.domain.rectification.partners import partners_of
from bihuan.web import forms
from bihuan.web.history import history_of
from bihuan.web.methods import page_with_form
from bihuan.web.refusals import refusals_as_messages, require

from ..forms import ReasonForm, StatementForm
from ..kinds import KINDS, statement_or_404


@require_safe
def statement_detail(request: HttpRequest, kind: str, key: UUID) -> HttpResponse:
    statement = statement_or_404(request, kind, key)
    context = _context(kind, statement, request)
    context |= {"partners": partners_of(statement), "history": history_of(statement)}
    context["reads_draft"] = request.actor.may("drafts.read", at=statement.unit.path)
    return render(request, "ledger/statement_detail.html", context)


@page_with_form
def statement_edit(request: HttpRequest, kind: str, key: UUID) -> HttpResponse:
    statement = statement_or_404(request, kind, key)
    require(permissions.can_keep_ledger, request, statement)
    form = StatementForm.of(statement, request.POST or None)
    if form.is_valid():
        with refusals_as_messages(request):
            wording.edit_statement(
                statement=statement,
                actor=request.actor,
                seen=forms.seen_version(request),
                request_key=forms.request_key(request),
                **form.cleaned_data,
            )
            return redirect("statement-detail", kind, key)
    return render(request, "ledger/statement_edit.html", {**_context(kind, statement, request), "form": form})


@require_POST
def statement_withdraw(request: HttpRequest, kind: str, key: UUID) -> HttpResponse:
    statement = statement_or_404(request, kind, key)
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    with refusals_as_messages(request):
        wording.withdraw_statement(
            statement=statement, actor=request.actor, seen=forms.seen_version(request), reason=reason
        )
    return redirect("statement-detail", kind, key)


@require_POST
def statement_restore(request: HttpRequest, kind: str, key: UUID) -> HttpResponse:
    statement = statement_or_404(request, kind, key)
    with refusals_as_messages(request):
        wording.restore_statement(statement=statement, actor=request.actor, seen=forms.seen_version(request))
    return redirect("statement-detail", kind, key)


def _context(kind: str, statement: object, request: HttpRequest) -> dict[str, object]:
    return {
        "kind": kind,
        "label": KINDS[kind].label,
        "statement": statement,
        "cycle": statement.cycle,
        "may_keep": permissions.can_keep_ledger(request.actor, statement),
        "request_key": forms.new_request_key(),
    }
