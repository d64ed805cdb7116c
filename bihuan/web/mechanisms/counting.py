"""Say where a record counts: what a mechanism wants to know besides is asked before it counts there."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from bihuan.core.registry.mechanisms import Mechanism, mechanisms
from bihuan.domain.ledgers import permissions
from bihuan.domain.ledgers.binding import is_bound
from bihuan.domain.ledgers.models import Record
from bihuan.domain.ledgers.operations.records import count_record
from bihuan.web import forms
from bihuan.web.methods import page_with_form
from bihuan.web.refusals import refusals_as_messages, require

from .changing import done
from .forms import OwnFieldsForm
from .records import counting, record_or_404


@page_with_form
def record_count(request: HttpRequest, shape: str, key: UUID) -> HttpResponse:
    """Tick the mechanisms in which the record counts, then fill in the fields that new ones add."""
    record = record_or_404(request, shape, key)
    require(permissions.can_keep_records, request, record)
    now, posted = counting(record), request.method == "POST"
    chosen = _chosen(request, record, now) if posted else now
    form = OwnFieldsForm(*_answers(request, chosen, now), unit=record.unit)
    if posted and form.is_valid():
        with refusals_as_messages(request):
            codes = [each.code for each in chosen]
            return done(
                request,
                record,
                count_record,
                "已保存计入的台账。",
                counts_in=codes,
                values=form.cleaned_data,
            )
    context = {
        "record": record,
        "first": now[0],
        "possible": [(each, each in chosen) for each in _possible(record, now)],
        "form": form,
        "request_key": forms.new_request_key(),
    }
    return render(request, "mechanisms/record_count.html", context, status=422 if posted else 200)


def _answers(
    request: HttpRequest, chosen: list[Mechanism], now: list[Mechanism]
) -> tuple[dict[str, str] | None, list[Mechanism]]:
    """What was filled in for the mechanisms that ask more; nothing if the page has not asked yet."""
    asking = [each for each in chosen if each not in now and each.fields]
    asked = {each.code for each in asking} <= set(request.POST.getlist("asked"))
    return (request.POST if asked else None), asking


def _chosen(request: HttpRequest, record: Record, now: list[Mechanism]) -> list[Mechanism]:
    return [each for each in _possible(record, now) if each.code in request.POST.getlist("counts_in")]


def _possible(record: Record, now: list[Mechanism]) -> list[Mechanism]:
    """Mechanisms of the shape that bind the record's unit and are still kept, or count it already."""
    today = timezone.localdate()
    return [
        each
        for each in mechanisms().values()
        if each.shape == record.shape
        and is_bound(record.unit, each)
        and (each in now or not each.is_retired(today))
    ]
