"""The register as a spreadsheet, and the empty one to fill in."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST, require_safe

from bihuan.domain.organizations.operations.imports import note_register_export
from bihuan.domain.organizations.sheet import export, queries
from bihuan.web.downloads import file_answer


@require_safe
def register_template(request: HttpRequest, key: UUID) -> HttpResponse:
    """An empty sheet with notes on every column; it names units, and no people."""
    unit = get_object_or_404(queries.units_kept_by(request.actor), key=key)
    demo = settings.BIHUAN_DEMO
    content = export.template_workbook(unit, demo=demo)
    return file_answer(content, export.file_name(unit, "人员名册（空白表）", demo=demo))


@require_POST
def register_export(request: HttpRequest, key: UUID) -> HttpResponse:
    """Everybody at the unit and below it; the trail notes that the register left."""
    unit = get_object_or_404(queries.units_kept_by(request.actor), key=key)
    demo = settings.BIHUAN_DEMO
    content = export.register_workbook(unit, demo=demo)
    note_register_export(unit=unit, actor=request.actor, content=content)
    return file_answer(content, export.file_name(unit, "人员名册", demo=demo))
