"""A mechanism's records, and the attendance of its activities, as a spreadsheet: out, in, and taken back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from bihuan.domain.exchange.enums import BatchState
from bihuan.domain.exchange.models import ImportBatch
from bihuan.domain.ledgers import permissions, queries
from bihuan.domain.ledgers.operations import imports
from bihuan.domain.ledgers.operations.import_rows import prepared
from bihuan.domain.ledgers.sheet import export, persons
from bihuan.domain.ledgers.sheet import queries as sheets
from bihuan.domain.ledgers.sheet.columns import ATTENDANCE, RECORDS, columns_of, offered
from bihuan.domain.ledgers.sheet.judging import CHANGED, KNOWN, NEW, WRONG, Sheet
from bihuan.domain.organizations.models import Unit
from bihuan.web.batches import call, people_behind, unit_of
from bihuan.web.downloads import file_answer
from bihuan.web.forms import new_request_key, request_key
from bihuan.web.methods import page_with_form
from bihuan.web.refusals import refusals_as_messages, require

from .listing import PAGE_SIZE, kept_or_refused, mechanism_or_404
from .sheet_forms import UploadForm
from .wanted import Wanted

WORDS = {WRONG: "有误", NEW: "新增", CHANGED: "修改", KNOWN: "已有"}
#: So many records leave in one file.
MOST = 20_000


@page_with_form
def records_import(request: HttpRequest, code: str) -> HttpResponse:
    """Choose a file; a posted one is read, compared and kept as a preview."""
    mechanism, what = kept_or_refused(request, code), _what(request)
    units = list(queries.units_keeping(request.actor, mechanism))
    unit = _unit(request, units)
    require(permissions.can_keep_records, request, unit)
    form = UploadForm(request.POST or None, request.FILES or None, mechanism=mechanism, what=what)
    if form.is_valid():
        return redirect(
            "records-batch", _previewed(request, form, Sheet(unit, mechanism, what, form.day)).key
        )
    context = {
        "mechanism": mechanism,
        "what": what,
        "attends": "attendance" in mechanism.switched_on,
        "units": units,
        "unit": unit,
        "form": form,
        "columns": offered(columns_of(mechanism, what)),
        "also_read": [each for each in columns_of(mechanism, what) if each.how and not each.offered],
        "batches": sheets.batches_visible_to(request.actor, code)[:10],
        "request_key": new_request_key(),
    }
    return render(request, "mechanisms/records_import.html", context, status=422 if form.is_bound else 200)


@require_safe
def records_template(request: HttpRequest, code: str) -> HttpResponse:
    """An empty sheet with notes on every column; it names nobody."""
    mechanism, what = kept_or_refused(request, code), _what(request)
    unit = _unit(request, list(queries.units_keeping(request.actor, mechanism)))
    require(permissions.can_keep_records, request, unit)
    demo = settings.BIHUAN_DEMO
    content = export.template_workbook(unit, mechanism, what, demo=demo)
    return file_answer(content, export.file_name(unit, mechanism, what, demo=demo))


@require_POST
def records_export(request: HttpRequest, code: str) -> HttpResponse:
    """What the list shows, as the address narrows it; the trail notes that it left."""
    mechanism = mechanism_or_404(request, code)
    wanted = Wanted.for_ledger(request.GET, mechanism)
    found = queries.records_visible_to(request.actor, mechanism.shape)
    records = wanted.apply(queries.counting_in(found, code))[:MOST]
    paths = request.actor.paths_for("records.read")
    unit = Unit.objects.filter(path__in=paths).order_by("path").first()
    demo = settings.BIHUAN_DEMO
    content = export.records_workbook(unit, mechanism, records, demo=demo)
    imports.note_records_export(unit=unit, actor=request.actor, mechanism=code, content=content)
    return file_answer(content, export.file_name(unit, mechanism, RECORDS, demo=demo))


@require_safe
def records_batch(request: HttpRequest, key: UUID) -> HttpResponse:
    batch = _batch(request, key)
    sheet, show = sheets.sheet_of(batch, unit_of(batch)), request.GET.get("show", "")
    rows = [row for row in batch.rows if not show or row["what"] == show]
    rows.sort(key=lambda row: (row["what"] != WRONG, row["line"]))
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    counts = {what: sum(row["what"] == what for row in batch.rows) for what in WORDS}
    labels = {each.code: each.label for each in sheet.columns}
    context = {
        "batch": batch,
        "mechanism": sheet.mechanism,
        "unit": unit_of(batch),
        "waiting": batch.state == BatchState.PREVIEWED,
        "applied": batch.state == BatchState.APPLIED,
        "page": page,
        "rows": [_shown(row, labels) for row in page],
        "chips": [(word, what, counts[what], what == show) for what, word in WORDS.items() if counts[what]],
        "show": show,
        "good": counts[NEW] + counts[CHANGED],
        "wrong": counts[WRONG],
        "unread": [head["text"] for head in batch.head["heads"] if not head["code"]],
        "request_key": new_request_key(),
        **people_behind(batch),
    }
    return render(request, "mechanisms/records_batch.html", context)


@require_POST
def records_batch_apply(request: HttpRequest, key: UUID) -> HttpResponse:
    batch = _batch(request, key)
    made = None
    if batch.state == BatchState.PREVIEWED:
        made = prepared(sheets.sheet_of(batch, unit_of(batch)), batch.rows)
    with refusals_as_messages(request):
        call(imports.apply_records, request, batch, made=made, request_key=request_key(request))
        messages.success(request, "已导入台账。如发现不对，可以在这里撤销。")
    return redirect("records-batch", batch.key)


@require_POST
def records_batch_drop(request: HttpRequest, key: UUID) -> HttpResponse:
    batch = _batch(request, key)
    with refusals_as_messages(request):
        call(imports.drop_records, request, batch)
        messages.success(request, "已放弃这次导入，台账没有变化。")
    return redirect("records-batch", batch.key)


@require_POST
def records_batch_undo(request: HttpRequest, key: UUID) -> HttpResponse:
    batch = _batch(request, key)
    with refusals_as_messages(request):
        call(imports.undo_records, request, batch)
        messages.success(request, "已撤销这次导入：新记的撤回，改动的恢复原样。")
    return redirect("records-batch", batch.key)


def _previewed(request: HttpRequest, form: UploadForm, sheet: Sheet) -> ImportBatch:
    return imports.preview_records(
        unit=sheet.unit,
        actor=request.actor,
        sheet=sheet,
        table=form.table,
        rows=prepared(sheet, form.table.rows).told(),
        file_name=form.cleaned_data["file"].name,
        content=form.content,
        request_key=request_key(request),
    )


def _shown(row: dict[str, Any], labels: dict[str, str]) -> dict[str, Any]:
    """A row as the page shows it: its cells by their names, and what is wrong with it."""
    cells = [(labels[code], text) for code, text in row["cells"].items() if text and code in labels]
    return row | {"word": WORDS[row["what"]], "told": [*cells, *persons.shown(row["cells"])]}


def _batch(request: HttpRequest, key: UUID) -> ImportBatch:
    return get_object_or_404(sheets.whole_batches_visible_to(request.actor), key=key)


def _what(request: HttpRequest) -> str:
    return ATTENDANCE if ATTENDANCE in (request.GET.get("what"), request.POST.get("what")) else RECORDS


def _unit(request: HttpRequest, units: list[Unit]) -> Unit | None:
    wanted = request.POST.get("unit", "") or request.GET.get("unit", "")
    return next((unit for unit in units if not wanted or str(unit.key) == wanted), None)
