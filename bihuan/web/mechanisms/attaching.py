"""Name what proves a record, and take it out again: on the record's own page."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from bihuan.domain.ledgers import queries
from bihuan.domain.ledgers.operations import attachments
from bihuan.web.refusals import refusals_as_messages

from .changing import done
from .records import record_or_404


@require_POST
def record_attach(request: HttpRequest, shape: str, key: UUID) -> HttpResponse:
    record = record_or_404(request, shape, key)
    given = {name: request.POST.get(name, "") for name in ("kind", "text")}
    with refusals_as_messages(request):
        return done(request, record, attachments.add_attachment, "已加上附件。", **given)
    return redirect("record-detail", shape, key)


@require_POST
def attachment_withdraw(request: HttpRequest, shape: str, key: UUID) -> HttpResponse:
    attachment = get_object_or_404(queries.attachments_visible_to(request.actor), key=key)
    record = record_or_404(request, shape, attachment.record_key)
    given = {"attachment": attachment, "reason": request.POST.get("reason", "")}
    with refusals_as_messages(request):
        return done(request, record, attachments.withdraw_attachment, "已撤回附件。", **given)
    return redirect("record-detail", shape, record.key)
