"""One correction, or one step back: the whole reading is rendered again around the chosen item."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from bihuan.core.reading import corrections
from bihuan.domain.documents import drafting, operations, queries
from bihuan.domain.documents.models import Draft
from bihuan.domain.trail.failures import NotPermitted, OperationFailed, Stale
from bihuan.web.forms import request_key, seen_version

from .. import choosing, pages, records
from ..changes import change_of
from .reading import context_of

NOT_POSTED_AGAIN = {"csrfmiddlewaretoken", "seen", "request_key"}


@require_POST
def draft_correct(request: HttpRequest, key: UUID) -> HttpResponse:
    draft = get_object_or_404(queries.whole_drafts_visible_to(request.actor), key=key)
    before = drafting.corrected(draft)
    change = change_of(request.POST, before.items)
    said = records.sentence(
        change, records.titles_of(before.items, draft.document["text"]), draft.document["text"]
    )
    return _answered(
        request,
        draft,
        before,
        said,
        lambda: operations.correct(
            draft=draft,
            actor=request.actor,
            seen=seen_version(request),
            change=change,
            request_key=request_key(request),
        ),
    )


@require_POST
def draft_undo(request: HttpRequest, key: UUID) -> HttpResponse:
    draft = get_object_or_404(queries.whole_drafts_visible_to(request.actor), key=key)
    return _answered(
        request,
        draft,
        drafting.corrected(draft),
        "撤销上一步",
        lambda: operations.undo(
            draft=draft, actor=request.actor, seen=seen_version(request), request_key=request_key(request)
        ),
    )


def _answered(
    request: HttpRequest, draft: Draft, before: corrections.Draft, said: str, step: Callable[[], Draft]
) -> HttpResponse:
    """Take the step and show the reading as it now stands; a refusal is a sentence on the same page."""
    try:
        after = step()
    except NotPermitted:
        raise
    except Stale:
        return _refused(
            request, draft, before, {"stale": True, "refusal": True, "attempted": said}, status=409
        )
    except OperationFailed as failure:
        return _refused(request, draft, before, {"refusal": str(failure)}, status=422)
    checked = drafting.corrected(after)
    wanted = _wanted(request, before, checked)
    if request.htmx:
        return render(request, "drafts/_reading.html", context_of(request, after, wanted, checked))
    query = urlencode(
        {"item": wanted.item, "order": wanted.order, "show": wanted.show, "part": wanted.part or ""}
    )
    return redirect(f"{reverse('draft-detail', args=[draft.key])}?{query}#item-{wanted.item}")


def _refused(
    request: HttpRequest, draft: Draft, before: corrections.Draft, words: dict[str, Any], status: int
) -> HttpResponse:
    """The page with the sentence; after a stale step, with what was tried, ready to be sent again."""
    current = queries.whole_drafts_visible_to(request.actor).get(pk=draft.pk)
    posted = [(name, value) for name, value in request.POST.items() if name not in NOT_POSTED_AGAIN]
    context = context_of(request, current, _wanted(request, before, before)) | words | {"reposted": posted}
    template = "drafts/_reading.html" if request.htmx else "drafts/draft_detail.html"
    return render(request, template, context, status=status)


def _wanted(request: HttpRequest, before: corrections.Draft, after: corrections.Draft) -> pages.Wanted:
    wanted = pages.wanted_of(request.POST)
    return replace(wanted, item=choosing.after_change(before, after, wanted.item))
