"""Do one of the deeds of a shape: a page with its form, one operation."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from bihuan.domain.ledgers import queries
from bihuan.domain.ledgers.models import Case, Record
from bihuan.domain.trail.failures import Stale
from bihuan.web import forms
from bihuan.web.methods import page_with_form
from bihuan.web.refusals import refusals_as_messages, require

from .case_panel import part_words
from .deed_forms import DeedForm
from .deeds import DEEDS, Deed
from .records import counting, record_or_404


@page_with_form
def record_deed(request: HttpRequest, shape: str, key: UUID, deed: str) -> HttpResponse:
    record = record_or_404(request, shape, key)
    return _answered(request, _deed_or_404(shape, deed, about_part=False), record, None)


@page_with_form
def part_deed(request: HttpRequest, shape: str, key: UUID, deed: str) -> HttpResponse:
    """``key`` is the part's: the part tells the record."""
    chosen = _deed_or_404(shape, deed, about_part=True)
    records = queries.records_visible_to(request.actor, shape).order_by()
    rows = chosen.part.model.objects.standing().filter(**{f"{chosen.record}__in": records})
    part = get_object_or_404(rows.select_related(f"{chosen.record}__unit"), key=key)
    return _answered(request, chosen, getattr(part, chosen.record), part)


def _deed_or_404(shape: str, word: str, *, about_part: bool) -> Deed:
    deed = DEEDS.get(shape, {}).get(word)
    if deed is None or (deed.part is not None) != about_part:
        raise Http404
    return deed


def _answered(request: HttpRequest, deed: Deed, record: Record, part: Any) -> HttpResponse:
    """The page of a deed; a posted form is done, or shown again with what stands in its way."""
    require(deed.may, request, record)
    form = (deed.form or DeedForm)(request.POST or None, record=record, part=part)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            with refusals_as_messages(request):
                return _done(request, deed, record, part, form.cleaned_data)
        except Stale:
            status = 409
            record.refresh_from_db()
    context = {"deed": deed, "form": form, "record": record, "part": part, "status": status}
    context |= {"about": _about(record, part), "first": counting(record)[0]}
    context |= {"request_key": forms.new_request_key()}
    return render(request, "mechanisms/deed.html", context, status=status)


def _about(record: Record, part: Any) -> str:
    """What the deed is about, in the words of the record's page."""
    if part is None:
        return record.title
    return part_words(part, record) if isinstance(record, Case) else str(part)


def _done(
    request: HttpRequest, deed: Deed, record: Record, part: Any, values: dict[str, Any]
) -> HttpResponse:
    deed.operation(
        **{deed.record: record},
        **({deed.part.name: part} if deed.part else {}),
        actor=request.actor,
        seen=forms.seen_version(request),
        request_key=forms.request_key(request),
        **values,
        **deed.fixed,
    )
    messages.success(request, deed.done)
    return redirect("record-detail", record.shape, record.key)
