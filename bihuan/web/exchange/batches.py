"""One imported table: look at it, say what its columns are, confirm it, put it aside, take it back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from bihuan.domain.exchange.enums import BatchState
from bihuan.domain.exchange.models import ImportBatch
from bihuan.domain.rectification import permissions
from bihuan.domain.rectification.operations import imports
from bihuan.domain.rectification.sheet import queries
from bihuan.domain.rectification.sheet.failures import StaleRows
from bihuan.web.batches import call, lines_in, mapping_in, people_behind, unit_of
from bihuan.web.forms import new_request_key, request_key
from bihuan.web.refusals import refusals_as_messages

from . import preview


@require_safe
def batch_detail(request: HttpRequest, key: UUID) -> HttpResponse:
    return _page(request, _batch(request, key), show=request.GET.get("show", ""))


@require_POST
def batch_map(request: HttpRequest, key: UUID) -> HttpResponse:
    """The columns as they were matched by hand."""
    batch = _batch(request, key)
    with refusals_as_messages(request):
        call(imports.map_columns, request, batch, mapping=mapping_in(request))
        messages.success(request, "已按您选的列重新核对；同样表头的表以后会照此识别。")
    return redirect("exchange-batch", batch.key)


@require_POST
def batch_refresh(request: HttpRequest, key: UUID) -> HttpResponse:
    batch = _batch(request, key)
    with refusals_as_messages(request):
        call(imports.refresh_preview, request, batch)
    return redirect("exchange-batch", batch.key)


@require_POST
def batch_apply(request: HttpRequest, key: UUID) -> HttpResponse:
    """Write the ticked rows; if the ledger moved on meanwhile, show both texts and write nothing."""
    batch = _batch(request, key)
    lines = lines_in(request)
    with refusals_as_messages(request):
        try:
            call(imports.apply_import, request, batch, lines=lines, request_key=request_key(request))
        except StaleRows as failure:
            return _page(request, batch, stale=failure.lines, chosen=lines, failure=failure)
        messages.success(request, f"已导入勾选的{len(lines)}行。如发现不对，可以在这里撤销。")
    return redirect("exchange-batch", batch.key)


@require_POST
def batch_drop(request: HttpRequest, key: UUID) -> HttpResponse:
    batch = _batch(request, key)
    with refusals_as_messages(request):
        call(imports.drop_import, request, batch)
        messages.success(request, "已放弃这次导入，台账没有变化。")
    return redirect("exchange")


@require_POST
def batch_undo(request: HttpRequest, key: UUID) -> HttpResponse:
    batch = _batch(request, key)
    with refusals_as_messages(request):
        call(imports.undo_import, request, batch)
        messages.success(request, "已撤销这次导入：新增的内容已撤回，改动的内容已恢复。")
    return redirect("exchange-batch", batch.key)


def _batch(request: HttpRequest, key: UUID) -> ImportBatch:
    return get_object_or_404(queries.whole_batches_visible_to(request.actor), key=key)


def _page(
    request: HttpRequest, batch: ImportBatch, *, failure: StaleRows | None = None, **view: Any
) -> HttpResponse:
    unit = unit_of(batch)
    waiting = batch.state == BatchState.PREVIEWED
    year, _ = queries.year_and_kind(batch)
    context = {
        "batch": batch,
        "year": year,
        "cycle": queries.cycle_of(batch),
        **people_behind(batch),
        "may_keep": permissions.can_keep_ledger(request.actor, unit),
        "failure": failure,
        "request_key": new_request_key(),
        **(preview.open_context(batch, unit, **view) if waiting else preview.settled_context(batch)),
    }
    template = "exchange/batch_preview.html" if waiting else "exchange/batch_settled.html"
    return render(request, template, context, status=409 if failure else 200)
