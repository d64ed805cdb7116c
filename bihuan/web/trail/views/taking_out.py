"""Take the filtered list out as a file; the trail notes that it left."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from bihuan.domain.accounts.operations.trail import note_trail_export
from bihuan.domain.trail import browsing
from bihuan.web.downloads import file_answer

from ..exporting import MOST, TYPES, file_of
from ..filters import TrailForm
from ..rows import Row, rows_of
from ..scope import Scope, scope_of


@require_POST
def trail_export(request: HttpRequest) -> HttpResponse:
    """The filter stands in the address, as on the page; ``format`` is ``xlsx`` or ``csv``."""
    scope = scope_of(request)
    form = TrailForm(request.GET, scope=scope)
    if not form.is_valid():
        messages.error(request, "筛选条件有误，没有导出。请先改正再导出。")
        return redirect(reverse("trail-list") + form.address())
    unit, wanted = form.unit or scope.home, form.wanted()
    rows, more = _rows(request, scope, form, wanted)
    kind = "csv" if request.POST.get("format") == "csv" else "xlsx"
    demo = settings.BIHUAN_DEMO
    title = f"{unit.name}留痕{'（演示）' if demo else ''}"
    content = file_of(kind, rows, title=title, note=_note(rows, more=more), demo=demo)
    asked = form.asked(wanted)
    note_trail_export(unit=unit, actor=request.actor, content=content, asked=asked, rows=len(rows))
    return file_answer(content, f"{title}{timezone.localdate():%Y%m%d}.{kind}", media_type=TYPES[kind])


def _rows(
    request: HttpRequest, scope: Scope, form: TrailForm, wanted: browsing.Wanted
) -> tuple[list[Row], bool]:
    """The newest entries that are wanted, and whether there are more than may leave at once."""
    chains = scope.chains(form.unit, only=form.cleaned_data["only"])
    found = list(browsing.entries(chains, wanted)[: MOST + 1])
    return rows_of(found[:MOST], request.actor), len(found) > MOST


def _note(rows: list[Row], *, more: bool) -> str:
    if more:
        return f"只含最新的{MOST}条，更早的没有导出；请缩小时间范围分次导出。"
    return f"共{len(rows)}条"
