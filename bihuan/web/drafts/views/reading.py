"""The reading page: the original on the left, what was read out of it on the right."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from bihuan.core.reading import corrections, rendering
from bihuan.domain.documents import drafting, permissions, queries, settling
from bihuan.domain.documents.enums import DraftState
from bihuan.domain.documents.models import Draft
from bihuan.domain.rectification import comparing
from bihuan.web.forms import new_request_key

from .. import pages, records


@require_safe
def draft_detail(request: HttpRequest, key: UUID) -> HttpResponse:
    draft = get_object_or_404(queries.whole_drafts_visible_to(request.actor), key=key)
    context = context_of(request, draft, pages.wanted_of(request.GET))
    template = "drafts/_reading.html" if request.htmx else "drafts/draft_detail.html"
    return render(request, template, context)


def context_of(
    request: HttpRequest, draft: Draft, wanted: pages.Wanted, checked: corrections.Draft | None = None
) -> dict[str, Any]:
    """Everything that the page and its fragment need: a few queries beside the draft itself."""
    made = drafting.live_corrections(draft)
    checked = checked or drafting.corrected(draft, made)
    document, reading = drafting.document_of(draft), rendering.from_json(draft.reading)
    is_open = draft.state == DraftState.OPEN
    known = [*reading.items, *checked.items]
    return {
        "draft": draft,
        "made_by": queries.names_of([draft.made_by_key]).get(draft.made_by_key, "系统"),
        "may_correct": is_open and permissions.can_correct(request.actor, draft),
        "settled_by": "" if is_open else settling.settler(draft),
        "ledger": comparing.ledger_of_draft(draft),
        "records": records.records_of(made, known, document.text),
        "warnings": document.warnings,
        "notes": document.notes,
        "request_key": new_request_key(),
        **pages.page_of(document, reading, checked, wanted),
    }
