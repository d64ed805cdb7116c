"""One item: who, by when, to what end, and how far it is."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from bihuan.domain.rectification import permissions, queries
from bihuan.domain.rectification.models import Item
from bihuan.domain.rectification.operations import items as operations
from bihuan.web import forms
from bihuan.web.history import history_of
from bihuan.web.refusals import refusals_as_messages

from ..forms import PlanForm, ProgressForm
from ..rows import is_late


@require_safe
def item_detail(request: HttpRequest, key: UUID) -> HttpResponse:
    item = _item(request, key)
    return render(request, "ledger/item_detail.html", _context(request, item))


@require_POST
def item_plan(request: HttpRequest, key: UUID) -> HttpResponse:
    item = _item(request, key)
    return _saved(request, item, operations.plan_item, "plan", PlanForm.of(item, request.POST))


@require_POST
def item_progress(request: HttpRequest, key: UUID) -> HttpResponse:
    item = _item(request, key)
    return _saved(request, item, operations.report_progress, "progress", ProgressForm.of(item, request.POST))


def _saved(request: HttpRequest, item: Item, operation: Any, name: str, form: Any) -> HttpResponse:
    """Run the operation with what the form holds; with an error, show the form again as it was filled."""
    if form.is_valid():
        with refusals_as_messages(request):
            operation(
                item=item,
                actor=request.actor,
                seen=forms.seen_version(request),
                request_key=forms.request_key(request),
                **form.cleaned_data,
            )
            return redirect("item-detail", item.key)
    return render(
        request, "ledger/item_detail.html", {**_context(request, item), f"{name}_form": form}, status=422
    )


def _item(request: HttpRequest, key: UUID) -> Item:
    return get_object_or_404(queries.items_visible_to(request.actor), key=key)


def _context(request: HttpRequest, item: Item) -> dict[str, object]:
    owners = list(item.owners.standing().select_related("person", "owner_unit").order_by("role", "pk"))
    return {
        "item": item,
        "cycle": item.cycle,
        "owners": owners,
        "late": is_late(item, timezone.localdate()),
        "may_plan": permissions.can_keep_ledger(request.actor, item),
        "may_report": permissions.can_report_progress(request.actor, item),
        "plan_form": PlanForm.of(item),
        "progress_form": ProgressForm.of(item),
        "history": history_of(item),
        "plan_key": forms.new_request_key(),
        "progress_key": forms.new_request_key(),
    }
