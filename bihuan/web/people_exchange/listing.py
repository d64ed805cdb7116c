"""The register as a spreadsheet: take it out, bring one in, and what became of earlier imports."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from bihuan.core.document.gate import limits
from bihuan.domain.documents.queries import names_of
from bihuan.domain.exchange.enums import BatchState
from bihuan.domain.exchange.models import ImportBatch
from bihuan.domain.organizations.models import Unit
from bihuan.domain.organizations.operations import imports
from bihuan.domain.organizations.sheet import queries
from bihuan.domain.organizations.sheet.reading import MAX_ROWS
from bihuan.web.forms import new_request_key, request_key
from bihuan.web.methods import page_with_form
from bihuan.web.sorting import sort_head

from .forms import UploadForm

PAGE_SIZE = 50
SORTS = {"file": "file_name", "state": "state", "made": "made_at"}
COLUMNS = (("file", "文件"), ("state", "状态"), ("made", "上传时间"))


@page_with_form
def people_import(request: HttpRequest) -> HttpResponse:
    """The page itself; a posted file is read, compared and kept as a preview."""
    units = list(queries.units_kept_by(request.actor))
    if not units:
        raise Http404("no register to keep")
    unit = _chosen(request, units)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return redirect("people-batch", _previewed(request, unit, form).key)
    context = _context(request, form, unit, units)
    return render(
        request, "people_exchange/people_import.html", context, status=422 if form.is_bound else 200
    )


def _chosen(request: HttpRequest, units: list[Unit]) -> Unit:
    """The unit that the form or the address names, or the highest.

    :raises Http404: if it is none of those whose registers the user keeps.
    """
    named = request.POST.get("unit") or request.GET.get("unit")
    unit = next((each for each in units if named in (None, str(each.key))), None)
    if unit is None:
        raise Http404("no such register to keep")
    return unit


def _previewed(request: HttpRequest, unit: Unit, form: UploadForm) -> ImportBatch:
    return imports.preview_people(
        unit=unit,
        actor=request.actor,
        table=imports.judged_table(unit, form.table),
        file_name=form.cleaned_data["file"].name,
        content=form.content,
        request_key=request_key(request),
    )


def _context(request: HttpRequest, form: UploadForm, unit: Unit, units: list[Unit]) -> dict[str, Any]:
    search, sort = request.GET.get("q", "").strip(), request.GET.get("sort", "")
    page = Paginator(_found(request, search, sort), PAGE_SIZE).get_page(request.GET.get("page"))
    names = names_of(batch.made_by_key for batch in page)
    return {
        "form": form,
        "unit": unit,
        "units": units,
        "batches": [{"batch": batch, "by": names.get(batch.made_by_key, "系统")} for batch in page],
        "page": page,
        "search": search,
        "columns": [sort_head(name, label, sort=sort, q=search) for name, label in COLUMNS],
        "max_bytes": limits.MAX_BYTES,
        "max_rows": MAX_ROWS,
        "request_key": new_request_key(),
    }


def _found(request: HttpRequest, search: str, sort: str) -> QuerySet[ImportBatch]:
    batches = queries.batches_visible_to(request.actor)
    if search:
        states = [value for value, label in BatchState.choices if search in label]
        batches = batches.filter(Q(file_name__icontains=search) | Q(state__in=states))
    field = SORTS.get(sort.removeprefix("-"))
    return batches.order_by(f"-{field}" if sort.startswith("-") else field, "-pk") if field else batches
