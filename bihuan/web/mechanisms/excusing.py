"""Say since when a unit's ledger is complete, and when something need not be held."""

from __future__ import annotations

import datetime
from typing import Any
from uuid import UUID

from django import forms as fields
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from bihuan.core.registry import norms
from bihuan.core.registry.mechanisms import Mechanism
from bihuan.domain.ledgers import permissions, queries
from bihuan.domain.ledgers.models import Keeping
from bihuan.domain.ledgers.operations import keeping as operations
from bihuan.domain.organizations.models import Unit
from bihuan.web import forms
from bihuan.web.methods import page_with_form
from bihuan.web.refusals import refusals_as_messages, require

from .deed_forms import DayField
from .entering import unit_asked_for
from .listing import mechanism_or_404
from .verdicts import norms_address

ONE_DAY = datetime.timedelta(days=1)


class KeepingForm(fields.Form):
    since = DayField(label="从哪天起记全了", help_text="这一天以后的都已记在这里；以前的没有记，不当作零次。")


class ExemptionForm(fields.Form):
    """The last day counts, as people write it."""

    since = DayField(label="从哪天起")
    last_day = DayField(label="到哪天为止（含这一天）")
    reason = fields.CharField(label="理由", max_length=200, widget=fields.Textarea(attrs={"rows": 2}))

    def arguments(self) -> dict[str, Any]:
        """What the operation takes."""
        filled = self.cleaned_data
        return {
            "since": filled["since"],
            "until": filled["last_day"] + ONE_DAY,
            "reason": filled["reason"],
        }


@page_with_form
def keeping_declare(request: HttpRequest, code: str) -> HttpResponse:
    mechanism, unit = asked_for(request, code)
    kept = Keeping.objects.filter(unit=unit, mechanism=code).first()
    form = KeepingForm(request.POST or None, initial={"since": kept.since if kept else None})
    if form.is_valid():
        with refusals_as_messages(request):
            operations.declare_keeping(**_common(request, unit, code), since=form.cleaned_data["since"])
            messages.success(request, f"已写明{unit}的{mechanism.name}从哪天起记全。")
            return redirect(norms_address(code, unit))
    heading, button = "从哪天起记全", "写明"
    return _page(request, mechanism, unit, form, {"heading": heading, "button": button})


@page_with_form
def exemption_new(request: HttpRequest, code: str) -> HttpResponse:
    mechanism, unit = asked_for(request, code)
    today = timezone.localdate()
    form = ExemptionForm(request.POST or None, initial={"since": today.replace(day=1), "last_day": today})
    if form.is_valid():
        with refusals_as_messages(request):
            operations.declare_exemption(**_common(request, unit, code), **form.arguments())
            messages.success(request, f"已写明{unit}这段时间不需开展{mechanism.name}。")
            return redirect(norms_address(code, unit, form.cleaned_data["since"].year))
    offered = list(dict.fromkeys(reason for norm in norms.norms_of(code) for reason in norm.exempt))
    heading, button = "不需开展", "写明不需开展"
    return _page(request, mechanism, unit, form, {"heading": heading, "button": button, "offered": offered})


@require_POST
def exemption_withdraw(request: HttpRequest, key: UUID) -> HttpResponse:
    exemption = get_object_or_404(queries.exemptions_visible_to(request.actor), key=key)
    with refusals_as_messages(request):
        operations.withdraw_exemption(
            exemption=exemption,
            actor=request.actor,
            seen=forms.seen_version(request),
            request_key=forms.request_key(request),
            reason=request.POST.get("reason", ""),
        )
        messages.success(request, "已撤回，这段时间照常判定。")
    return redirect(norms_address(exemption.mechanism, exemption.unit, exemption.since.year))


def asked_for(request: HttpRequest, code: str) -> tuple[Mechanism, Unit]:
    """The mechanism and the unit that a form is about; whoever may not keep its ledger is refused."""
    mechanism = mechanism_or_404(request, code)
    unit = unit_asked_for(request, list(queries.units_keeping(request.actor, mechanism)))
    require(permissions.can_keep_records, request, unit)
    return mechanism, unit


def _common(request: HttpRequest, unit: Unit, code: str) -> dict[str, Any]:
    return {
        "unit": unit,
        "actor": request.actor,
        "mechanism": code,
        "request_key": forms.request_key(request),
    }


def _page(
    request: HttpRequest, mechanism: Mechanism, unit: Unit, form: fields.Form, texts: dict[str, Any]
) -> HttpResponse:
    context = {
        "mechanism": mechanism,
        "unit": unit,
        "form": form,
        "back_url": norms_address(mechanism.code, unit),
        "request_key": forms.new_request_key(),
    }
    status = 422 if form.is_bound else 200
    return render(request, "mechanisms/excusing.html", context | texts, status=status)
