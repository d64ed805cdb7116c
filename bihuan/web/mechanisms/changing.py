"""Correct a record, withdraw it, put it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from bihuan.domain.ledgers import permissions
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
            return done(request, record, operations.change_record, "已保存。", **form.arguments())
    context = {"record": record, "form": form, "first": form.mechanisms[0]}
    context["request_key"] = forms.new_request_key()
    return render(request, "mechanisms/record_edit.html", context, status=422 if form.is_bound else 200)


@require_POST
def record_withdraw(request: HttpRequest, shape: str, key: UUID) -> HttpResponse:
    record, reason = record_or_404(request, shape, key), request.POST.get("reason", "")
    with refusals_as_messages(request):
        return done(request, record, operations.withdraw_record, "已撤回。", reason=reason)
    return redirect("record-detail", shape, key)


@require_POST
def record_restore(request: HttpRequest, shape: str, key: UUID) -> HttpResponse:
    record = record_or_404(request, shape, key)
    with refusals_as_messages(request):
        return done(request, record, operations.restore_record, "已恢复。")
    return redirect("record-detail", shape, key)


def done(
    request: HttpRequest, record: Record, operation: Callable[..., Any], said: str, **arguments: Any
) -> HttpResponse:
    """Do it to the record as it was seen, say so, and go back to its page."""
    operation(
        record=record,
        actor=request.actor,
        seen=forms.seen_version(request),
        request_key=forms.request_key(request),
        **arguments,
    )
    messages.success(request, said)
    return redirect("record-detail", record.shape, record.key)
