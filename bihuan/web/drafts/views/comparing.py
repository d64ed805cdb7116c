"""A changed paper for a year that has a ledger: compared row by row, never written over it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from bihuan.domain.documents import permissions, queries
from bihuan.domain.documents.enums import DraftState
from bihuan.domain.rectification import comparing
from bihuan.domain.rectification.operations.merge import merge_draft
from bihuan.web.forms import new_request_key, request_key, seen_version
from bihuan.web.methods import page_with_form
from bihuan.web.refusals import refusals_as_messages, require

from ..differences import page_of


@page_with_form
def draft_compare(request: HttpRequest, key: UUID) -> HttpResponse:
    draft = get_object_or_404(queries.whole_drafts_visible_to(request.actor), key=key)
    if request.method == "POST":
        require(permissions.can_correct, request, draft)
    cycle = comparing.ledger_of_draft(draft)
    if cycle is None or draft.state != DraftState.OPEN:
        return redirect("draft-detail", draft.key)
    if request.method != "POST":
        context = {
            "draft": draft,
            "ledger": cycle,
            "may_correct": permissions.can_correct(request.actor, draft),
            "request_key": new_request_key(),
            **page_of(comparing.compared(draft, cycle), request.GET.get("show", "")),
        }
        return render(request, "drafts/draft_compare.html", context)
    with refusals_as_messages(request):
        merged = merge_draft(
            draft=draft,
            actor=request.actor,
            seen=seen_version(request),
            take=request.POST.getlist("take"),
            add=request.POST.getlist("add"),
            request_key=request_key(request),
        )
        messages.success(request, "所选内容已并入台账，未选的保持原样。")
        return redirect("ledger-year", merged.key)
    return redirect("draft-compare", draft.key)
