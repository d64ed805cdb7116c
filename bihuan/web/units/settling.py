"""A unit's place among its siblings; close it, open it again."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from bihuan.domain.organizations import permissions
from bihuan.domain.organizations.closing import obstacles_of
from bihuan.domain.organizations.finding import above_each
from bihuan.domain.organizations.models import Unit
from bihuan.domain.organizations.operations import units as operations
from bihuan.domain.organizations.queries import units_visible_to
from bihuan.web import forms
from bihuan.web.methods import page_with_form
from bihuan.web.refusals import refusals_as_messages, require

from .forms import ClosingForm
from .obstacles import linked


@require_POST
def unit_move(request: HttpRequest, key: UUID) -> HttpResponse:
    """Up or down by one place; the button that was pressed has the focus again afterwards."""
    unit = _unit(request, key)
    way = "up" if request.POST.get("way") == "up" else "down"
    with refusals_as_messages(request):
        operations.move_unit(
            unit=unit,
            actor=request.actor,
            seen=forms.seen_version(request),
            request_key=forms.request_key(request),
            up=way == "up",
        )
    if unit.parent is None:
        return redirect("unit-detail", unit.key)
    page = request.POST.get("page", "")
    kept = f"&page={page}" if page.isdecimal() else ""
    return redirect(f"{reverse('unit-detail', args=[unit.parent.key])}?moved={unit.key}&way={way}{kept}")


@page_with_form
def unit_close(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ask for the day, or say what stands in the way."""
    unit = _unit(request, key)
    require(permissions.can_close, request, unit)
    form = ClosingForm(request.POST or None)
    if form.is_valid():
        with refusals_as_messages(request):
            operations.close_unit(
                unit=unit,
                actor=request.actor,
                seen=forms.seen_version(request),
                request_key=forms.request_key(request),
                closed_on=form.cleaned_data["closed_on"],
            )
            messages.success(request, f"“{unit}”已停用：内容可以查看，不能再改。")
            return redirect("unit-detail", unit.key)
    context = {
        "unit": unit,
        "form": form,
        "above": above_each([unit], request.actor)[unit.pk],
        "obstacles": linked(obstacles_of(unit), unit, request.actor),
        "request_key": forms.new_request_key(),
    }
    return render(request, "units/unit_close.html", context, status=422 if form.is_bound else 200)


@require_POST
def unit_reopen(request: HttpRequest, key: UUID) -> HttpResponse:
    unit = _unit(request, key)
    with refusals_as_messages(request):
        operations.reopen_unit(
            unit=unit,
            actor=request.actor,
            seen=forms.seen_version(request),
            request_key=forms.request_key(request),
        )
        messages.success(request, f"“{unit}”已恢复。")
    return redirect("unit-detail", unit.key)


def _unit(request: HttpRequest, key: UUID) -> Unit:
    return get_object_or_404(units_visible_to(request.actor).select_related("parent"), key=key)
