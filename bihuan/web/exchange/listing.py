"""The page of spreadsheets: take a ledger out, bring one in, and what became of earlier imports."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from bihuan.core.document.gate import limits
from bihuan.domain.cycles.queries import cycles_visible_to
from bihuan.domain.documents.queries import names_of
from bihuan.domain.exchange.enums import BatchState
from bihuan.domain.exchange.models import ImportBatch
from bihuan.domain.rectification import permissions
from bihuan.domain.rectification.operations.imports import preview_import
from bihuan.domain.rectification.sheet import queries
from bihuan.web.forms import new_request_key, request_key
from bihuan.web.methods import page_with_form
from bihuan.web.refusals import require
from bihuan.web.sorting import sort_head
from bihuan.web.workplace import workplace

from .forms import UploadForm

PAGE_SIZE = 30
SORTS = {"file": "file_name", "year": "scope", "state": "state", "made": "made_at"}
COLUMNS = (("file", "文件"), ("year", "年度"), ("state", "状态"), ("made", "上传时间"))


@page_with_form
def exchange(request: HttpRequest) -> HttpResponse:
    """The page itself; a posted file is read and kept as a preview."""
    place = workplace(request, "records.change")
    cycles = list(cycles_visible_to(request.actor))
    form = UploadForm(request.POST or None, request.FILES or None, year=cycles[0].year if cycles else None)
    if request.method == "POST":
        require(permissions.can_keep_ledger, request, place.unit)
        if form.is_valid():
            return redirect("exchange-batch", _previewed(request, place.unit, form).key)
    context = _context(request, form, cycles) | {
        "workplace": place,
        "may_keep": place.unit is not None and permissions.can_keep_ledger(request.actor, place.unit),
    }
    return render(request, "exchange/exchange.html", context, status=_status(form))


def _previewed(request: HttpRequest, unit: Any, form: UploadForm) -> ImportBatch:
    return preview_import(
        unit=unit,
        actor=request.actor,
        table=form.table,
        file_name=form.cleaned_data["file"].name,
        content=form.content,
        year=form.cleaned_data["year"],
        cycle_kind=form.cleaned_data["cycle_kind"],
        request_key=request_key(request),
    )


def _status(form: UploadForm) -> int:
    return 422 if form.is_bound else 200


def _context(request: HttpRequest, form: UploadForm, cycles: list[Any]) -> dict[str, Any]:
    search, sort = request.GET.get("q", "").strip(), request.GET.get("sort", "")
    page = Paginator(_found(request, search, sort), PAGE_SIZE).get_page(request.GET.get("page"))
    names = names_of(batch.made_by_key for batch in page)
    return {
        "form": form,
        "cycles": cycles,
        "batches": [_row(batch, names) for batch in page],
        "page": page,
        "search": search,
        "columns": [sort_head(name, label, sort=sort, q=search) for name, label in COLUMNS],
        "max_bytes": limits.MAX_BYTES,
        "request_key": new_request_key(),
    }


def _found(request: HttpRequest, search: str, sort: str) -> QuerySet[ImportBatch]:
    batches = queries.batches_visible_to(request.actor)
    if search:
        states = [value for value, label in BatchState.choices if search in label]
        batches = batches.filter(
            Q(file_name__icontains=search) | Q(scope__startswith=search) | Q(state__in=states)
        )
    field = SORTS.get(sort.removeprefix("-"))
    return batches.order_by(f"-{field}" if sort.startswith("-") else field, "-pk") if field else batches


def _row(batch: ImportBatch, names: dict[Any, str]) -> dict[str, Any]:
    year, _ = queries.year_and_kind(batch)
    return {"batch": batch, "year": year, "by": names.get(batch.made_by_key, "系统")}
