from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from bihuan.domain.cycles import queries
from bihuan.domain.rectification.operations.exports import note_export
from bihuan.domain.rectification.sheet.export import file_name, ledger_workbook
from bihuan.web.downloads import file_answer


@require_POST
def ledger_export(request: HttpRequest, key: UUID) -> HttpResponse:
    """The ledger of a year as a spreadsheet; the trail notes that it left."""
    cycle = get_object_or_404(queries.cycles_visible_to(request.actor), key=key)
    demo = settings.BIHUAN_DEMO
    content = ledger_workbook(cycle, demo=demo)
    note_export(cycle=cycle, actor=request.actor, content=content)
    return file_answer(content, file_name(cycle, demo=demo))
