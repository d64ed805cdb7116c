"""One imported register: look at it, say what its columns are, confirm names, apply, put aside, take back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from bihuan.domain.exchange.enums import BatchState
from bihuan.domain.exchange.models import ImportBatch
from bihuan.domain.organizations.operations import imports
from bihuan.domain.organizations.sheet import preparing, queries
from bihuan.domain.organizations.sheet.failures import RegisterMoved
from bihuan.web.batches import call, lines_in, mapping_in, people_behind, unit_of
from bihuan.web.forms import new_request_key, request_key
from bihuan.web.refusals import refusals_as_messages

from . import preview


@require_safe
def batch_detail(request: HttpRequest, key: UUID) -> HttpResponse:
    return _page(request, _batch(request, key))


@require_POST
def batch_map(request: HttpRequest, key: UUID) -> HttpResponse:
    """The columns as they were matched by hand."""
    batch = _batch(request, key)
    with refusals_as_messages(request):
        call(imports.map_columns, request, batch, mapping=mapping_in(request))
        messages.success(request, "已按您选的列重新核对；同样表头的表以后会照此识别。")
    return redirect("people-batch", batch.key)


@require_POST
def batch_names(request: HttpRequest, key: UUID) -> HttpResponse:
    """Rows whose other name is that of the same person."""
    batch = _batch(request, key)
    with refusals_as_messages(request):
        call(imports.confirm_names, request, batch, lines=lines_in(request))
        messages.success(request, "勾选的人已按同一个人处理，导入时改名。")
    return redirect("people-batch", batch.key)


@require_POST
def batch_refresh(request: HttpRequest, key: UUID) -> HttpResponse:
    batch = _batch(request, key)
    with refusals_as_messages(request):
        call(imports.refresh_preview, request, batch)
        messages.success(request, "已按名册现状重新核对。")
    return redirect("people-batch", batch.key)


@require_POST
def batch_apply(request: HttpRequest, key: UUID) -> HttpResponse:
    """Write the rows; if the register moved on meanwhile, show both verdicts and write nothing."""
    batch = _batch(request, key)
    with refusals_as_messages(request):
        try:
            call(
                imports.apply_people,
                request,
                batch,
                only_good=request.POST.get("only_good") == "yes",
                made=preparing.prepared(batch, unit_of(batch)),
                request_key=request_key(request),
            )
        except RegisterMoved as failure:
            return _page(request, batch, failure=failure)
        messages.success(request, "已导入名册。如发现不对，可以在这里撤销。")
    return redirect("people-batch", batch.key)


@require_POST
def batch_drop(request: HttpRequest, key: UUID) -> HttpResponse:
    batch = _batch(request, key)
    with refusals_as_messages(request):
        call(imports.drop_people, request, batch)
        messages.success(request, "已放弃这次导入，名册没有变化。")
    return redirect("people-import")


@require_POST
def batch_undo(request: HttpRequest, key: UUID) -> HttpResponse:
    batch = _batch(request, key)
    with refusals_as_messages(request):
        call(imports.undo_people, request, batch)
        messages.success(request, "已撤销这次导入：新登记的作废，改动的恢复原样。")
    return redirect("people-batch", batch.key)


def _batch(request: HttpRequest, key: UUID) -> ImportBatch:
    return get_object_or_404(queries.whole_batches_visible_to(request.actor), key=key)


def _page(request: HttpRequest, batch: ImportBatch, *, failure: RegisterMoved | None = None) -> HttpResponse:
    unit = unit_of(batch)
    waiting = batch.state == BatchState.PREVIEWED
    context = {
        "batch": batch,
        "unit": unit,
        **people_behind(batch),
        "failure": failure,
        "request_key": new_request_key(),
    }
    if waiting:
        context |= preview.open_context(batch, unit, request.GET, stale=failure.lines if failure else ())
    else:
        context |= preview.settled_context(batch)
    template = "people_exchange/batch_preview.html" if waiting else "people_exchange/batch_settled.html"
    return render(request, template, context, status=409 if failure else 200)
