"""Add a unit below another, and change one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from bihuan.core.registry.unit_kinds import kinds_below
from bihuan.domain.organizations import permissions
from bihuan.domain.organizations.finding import above_each
from bihuan.domain.organizations.operations import units as operations
from bihuan.domain.organizations.queries import units_visible_to
from bihuan.web import forms
from bihuan.web.methods import page_with_form
from bihuan.web.refusals import refusals_as_messages, require

from .forms import NewUnitForm, UnitForm


@page_with_form
def unit_add(request: HttpRequest, key: UUID) -> HttpResponse:
    parent = get_object_or_404(units_visible_to(request.actor), key=key)
    require(permissions.can_change_units, request, parent)
    form = NewUnitForm(request.POST or None, parent=parent)
    if form.is_valid():
        with refusals_as_messages(request):
            made = operations.create_unit(
                parent=parent,
                actor=request.actor,
                request_key=forms.request_key(request),
                **form.cleaned_data,
            )
            messages.success(request, f"已设立“{made.name}”。")
            return redirect("unit-detail", parent.key)
    return _page(request, "units/unit_add.html", parent, form, possible=bool(kinds_below(parent.kind)))


@page_with_form
def unit_edit(request: HttpRequest, key: UUID) -> HttpResponse:
    unit = get_object_or_404(units_visible_to(request.actor), key=key)
    require(permissions.can_change_units, request, unit)
    form = UnitForm.of(unit, request.POST or None)
    if form.is_valid():
        with refusals_as_messages(request):
            operations.change_unit(
                unit=unit,
                actor=request.actor,
                seen=forms.seen_version(request),
                request_key=forms.request_key(request),
                **form.cleaned_data,
            )
            return redirect("unit-detail", unit.key)
    return _page(request, "units/unit_edit.html", unit, form)


def _page(request: HttpRequest, template: str, unit: object, form: UnitForm, **more: object) -> HttpResponse:
    context = {
        "unit": unit,
        "form": form,
        "above": above_each([unit], request.actor)[unit.pk],
        "request_key": forms.new_request_key(),
        **more,
    }
    return render(request, template, context, status=422 if form.is_bound else 200)
