"""All papers that were brought in, the open ones first."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Case, IntegerField, Q, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bihuan.domain.documents import queries
from bihuan.domain.documents.enums import DraftState
from bihuan.web.sorting import sort_head

PAGE_SIZE = 30
SORTS = {"year": "year", "title": "title", "made": "made_at"}
COLUMNS = (("title", "文稿"), ("year", "年度"), ("made", "导入时间"))


@require_safe
def draft_list(request: HttpRequest) -> HttpResponse:
    search = request.GET.get("q", "").strip()
    sort = request.GET.get("sort", "")
    page = Paginator(_found(request, search, sort), PAGE_SIZE).get_page(request.GET.get("page"))
    names = queries.names_of(draft.made_by_key for draft in page)
    rows = [(draft, names.get(draft.made_by_key, "系统")) for draft in page]
    columns = [sort_head(name, label, sort=sort, q=search) for name, label in COLUMNS]
    context = {"drafts": rows, "page": page, "search": search, "columns": columns}
    return render(request, "drafts/draft_list.html", context)


def _found(request: HttpRequest, search: str, sort: str):
    drafts = queries.drafts_visible_to(request.actor)
    if search:
        words = Q(title__icontains=search) | Q(kind__icontains=search) | Q(file__name__icontains=search)
        drafts = drafts.filter(
            words | Q(year=int(search)) if search.isdecimal() and len(search) == 4 else words
        )
    if sort.removeprefix("-") in SORTS:
        field = SORTS[sort.removeprefix("-")]
        return drafts.order_by(f"-{field}" if sort.startswith("-") else field, "-pk")
    open_first = Case(When(state=DraftState.OPEN, then=0), default=1, output_field=IntegerField())
    return drafts.order_by(open_first, "-made_at", "-pk")
