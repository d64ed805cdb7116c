"""How a draft ends: it becomes the year's ledger, or is put aside with a reason."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from bihuan.domain.documents import drafting, operations, permissions, queries, settling
from bihuan.domain.documents.enums import DraftState
from bihuan.domain.documents.models import Draft
from bihuan.domain.rectification import comparing
from bihuan.domain.rectification.operations.confirm import confirm_draft
from bihuan.domain.trail.failures import NotPermitted, OperationFailed, Stale
from bihuan.web.forms import new_request_key, request_key, seen_version
from bihuan.web.methods import page_with_form
from bihuan.web.refusals import refusals_as_messages, require

from ..forms import ReasonForm
from ..summary import summary_of

CHANGED_MEANWHILE = "您打开这一页之后，有人又更正了这份稿子，台账还没有建立。下面已是最新内容，请看过再确认。"


@page_with_form
def draft_confirm(request: HttpRequest, key: UUID) -> HttpResponse:
    draft = get_object_or_404(queries.whole_drafts_visible_to(request.actor), key=key)
    require(permissions.can_correct, request, draft)
    if request.method != "POST":
        return _summary(request, draft)
    try:
        cycle = confirm_draft(
            draft=draft, actor=request.actor, seen=seen_version(request), request_key=request_key(request)
        )
    except NotPermitted:
        raise
    except OperationFailed as failure:
        return _refused(request, draft, failure)
    messages.success(
        request, f"{cycle.year}年台账已经建立。接下来给每个事项定责任人、时限和目标，并到对照图确认对应关系。"
    )
    return redirect("ledger-year", cycle.key)


@page_with_form
def draft_withdraw(request: HttpRequest, key: UUID) -> HttpResponse:
    draft = get_object_or_404(queries.drafts_visible_to(request.actor), key=key)
    require(permissions.can_correct, request, draft)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_as_messages(request):
            operations.withdraw(
                draft=draft,
                actor=request.actor,
                seen=seen_version(request),
                request_key=request_key(request),
                **form.cleaned_data,
            )
        return redirect("draft-list")
    context = {"draft": draft, "form": form, "request_key": new_request_key()}
    return render(request, "drafts/draft_withdraw.html", context, status=422 if form.errors else 200)


def _refused(request: HttpRequest, draft: Draft, failure: OperationFailed) -> HttpResponse:
    """Somebody was first: the page as it now stands says who did what."""
    current = queries.whole_drafts_visible_to(request.actor).get(pk=draft.pk)
    said = CHANGED_MEANWHILE if isinstance(failure, Stale) else str(failure)
    return _summary(request, current, said if current.state == DraftState.OPEN else "", status=409)


def _summary(request: HttpRequest, draft: Draft, refusal: str = "", status: int = 200) -> HttpResponse:
    """Once it is settled the page says by whom and when, and leads to the ledger."""
    is_open = draft.state == DraftState.OPEN
    context = {
        "draft": draft,
        "is_open": is_open,
        "ledger": comparing.ledger_of_draft(draft),
        "settled_by": "" if is_open else settling.settler(draft),
        "settled_when": "" if is_open else settling.settled_when(draft),
        "summary": summary_of(drafting.corrected(draft)) if is_open else None,
        "refusal": refusal,
        "request_key": new_request_key(),
    }
    return render(request, "drafts/draft_confirm.html", context, status=status)
