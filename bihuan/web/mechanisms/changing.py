"""Correct a record, say where it counts, withdraw it, put it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from bihuan.core.registry.mechanisms import Mechanism, mechanisms
from bihuan.domain.ledgers import permissions
from bihuan.domain.ledgers.binding import is_bound
from bihuan.domain.ledgers.models import Record
from bihuan.domain.ledgers.operations import records as operations
from bihuan.web import forms
from bihuan.web.methods import page_with_form
from bihuan.web.refusals import refusals_as_messages, require

from .forms import RecordForm
from .records import counting, record_or_404


@page_with_form
def record_edit(request: HttpRequest, shape: str, key: UUID) -> HttpResponse:
    record = record_or_404(request, shape, key)
    require(permissions.can_keep_records, request, record)
    form = RecordForm(request.POST or None, unit=record.unit, mechanisms=counting(record), record=record)
    if form.is_valid():
        with refusals_as_messages(request):
            return _done(request, record, operations.change_record, "已保存。", **form.arguments())
    context = {"record": record, "form": form, "first": form.mechanisms[0]}
    context["request_key"] = forms.new_request_key()
    return render(request, "mechanisms/record_edit.html", context, status=422 if form.is_bound else 200)


@page_with_form
def record_count(request: HttpRequest, shape: str, key: UUID) -> HttpResponse:
    """Tick the mechanisms in which the record counts."""
    record = record_or_404(request, shape, key)
    require(permissions.can_keep_records, request, record)
    now = counting(record)
    if request.method == "POST":
        chosen = [each.code for each in _possible(record) if each.code in request.POST.getlist("counts_in")]
        with refusals_as_messages(request):
            return _done(request, record, operations.count_record, "已保存计入的台账。", counts_in=chosen)
    context = {
        "record": record,
        "first": now[0],
        "possible": [(each, each in now) for each in _possible(record)],
    }
    context["request_key"] = forms.new_request_key()
    return render(request, "mechanisms/record_count.html", context)


@require_POST
def record_withdraw(request: HttpRequest, shape: str, key: UUID) -> HttpResponse:
    record, reason = record_or_404(request, shape, key), request.POST.get("reason", "")
    with refusals_as_messages(request):
        return _done(request, record, operations.withdraw_record, "已撤回。", reason=reason)
    return redirect("record-detail", shape, key)


@require_POST
def record_restore(request: HttpRequest, shape: str, key: UUID) -> HttpResponse:
    record = record_or_404(request, shape, key)
    with refusals_as_messages(request):
        return _done(request, record, operations.restore_record, "已恢复。")
    return redirect("record-detail", shape, key)


def _done(
    request: HttpRequest, record: Record, operation: Callable[..., Any], said: str, **arguments: Any
) -> HttpResponse:
    operation(
        record=record,
        actor=request.actor,
        seen=forms.seen_version(request),
        request_key=forms.request_key(request),
        **arguments,
    )
    messages.success(request, said)
    return redirect("record-detail", record.shape, record.key)


def _possible(record: Record) -> list[Mechanism]:
    """Mechanisms of the shape that bind the record's unit."""
    return [
        each for each in mechanisms().values() if each.shape == record.shape and is_bound(record.unit, each)
    ]
