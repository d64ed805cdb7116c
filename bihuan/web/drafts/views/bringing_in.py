"""A file or pasted text comes in: it is read, and its reading is kept as a draft to be checked."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from bihuan.core.document.gate import FileRefused, limits
from bihuan.core.registry import demo
from bihuan.domain.documents import intake, operations, permissions, queries, store
from bihuan.domain.documents.failures import BytesMissing, NotForImport
from bihuan.domain.documents.intake import Incoming
from bihuan.domain.documents.models import Draft
from bihuan.domain.organizations.models import Unit
from bihuan.domain.rectification import comparing
from bihuan.web.forms import new_request_key, request_key
from bihuan.web.methods import page_with_form
from bihuan.web.refusals import require
from bihuan.web.workplace import Workplace, workplace

from ..answers import redirected
from ..forms import AgainForm, IntakeForm

SAMPLE = "bureau-report-2022.docx"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@page_with_form
def draft_new(request: HttpRequest) -> HttpResponse:
    place = workplace(request, "records.change")
    unit = place.unit
    require(permissions.can_bring_in, request, unit)
    form = IntakeForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, place)
    incoming = _taken(form)
    if incoming is None or not _year_is_known(form, incoming):
        return _page(request, form, place)
    if earlier := queries.earlier_draft(unit, store.digest_of(incoming.content)):
        return _page(request, form, place, earlier)
    return _brought_in(request, unit, incoming, form.cleaned_data)


@require_POST
def draft_again(request: HttpRequest, key: str) -> HttpResponse:
    """The same bytes once more, on purpose: they are taken from the store, for the unit they belong to."""
    earlier = get_object_or_404(queries.drafts_visible_to(request.actor), key=key)
    require(permissions.can_bring_in, request, earlier.unit)
    try:
        incoming = intake.take_again(earlier)
    except (FileRefused, NotForImport, BytesMissing) as refusal:
        messages.error(request, str(refusal))
        return redirect("draft-new")
    return _brought_in(request, earlier.unit, incoming, AgainForm(request.POST).wanted(earlier))


@require_safe
def draft_sample(request: HttpRequest) -> HttpResponse:
    """A sample report to try the product with; in demo mode only."""
    if not settings.BIHUAN_DEMO:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="{SAMPLE}"'}
    return HttpResponse(demo.report(SAMPLE), content_type=DOCX, headers=headers)


def _taken(form: IntakeForm) -> Incoming | None:
    """What was read, or None with the refusal at the field that it concerns."""
    upload, text = form.cleaned_data["file"], form.cleaned_data["text"]
    try:
        if not upload:
            return intake.take_text(text)
        limits.refuse_if_too_large(upload.size)
        return intake.take_file(upload.name, upload.read())
    except (FileRefused, NotForImport) as refusal:
        form.add_error("file" if upload else "text", str(refusal))
        if getattr(refusal, "code", "") == "classified":
            form.data = form.data.copy()
            form.data["text"] = ""
        return None


def _year_is_known(form: IntakeForm, incoming: Incoming) -> bool:
    form.cleaned_data["year"] = form.cleaned_data["year"] or incoming.reading.year
    if form.cleaned_data["year"] is None:
        form.add_error("year", "没有从文中读出年度，请填写这份文稿检视的是哪一年。")
    return form.cleaned_data.get("year") is not None


def _brought_in(
    request: HttpRequest, unit: Unit, incoming: Incoming, wanted: dict[str, object]
) -> HttpResponse:
    draft = operations.bring_in(
        unit=unit,
        actor=request.actor,
        incoming=incoming,
        year=wanted["year"],
        cycle_kind=wanted["cycle_kind"],
        request_key=request_key(request),
    )
    page = "draft-compare" if comparing.ledger_of_draft(draft) else "draft-detail"
    return redirected(request, page, draft.key)


def _page(
    request: HttpRequest, form: IntakeForm, place: Workplace, earlier: Draft | None = None
) -> HttpResponse:
    status = 422 if earlier or form.errors else 200
    context = {
        "form": form,
        "earlier": earlier,
        "earlier_by": queries.names_of([earlier.made_by_key]).get(earlier.made_by_key, "系统")
        if earlier
        else "",
        "wanted": form.cleaned_data if earlier else {},
        "workplace": place,
        "request_key": request.POST.get("request_key") or new_request_key(),
        "max_bytes": limits.MAX_BYTES,
    }
    return render(request, "drafts/draft_new.html", context, status=status)
