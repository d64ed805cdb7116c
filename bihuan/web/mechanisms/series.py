"""A mechanism's series: their planned days, which of them were held, a new one, giving one up."""

from __future__ import annotations

import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from bihuan.core.planning.series import NTHS, WEEKDAYS
from bihuan.core.registry.mechanisms import Mechanism
from bihuan.domain.ledgers import permissions, queries
from bihuan.domain.ledgers.enums import Rhythm
from bihuan.domain.ledgers.operations import series as operations
from bihuan.domain.ledgers.planned import occurrences
from bihuan.domain.organizations.models import Unit
from bihuan.web.forms import new_request_key, request_key, seen_version
from bihuan.web.methods import page_with_form
from bihuan.web.refusals import refusals_as_messages, require

from .deed_forms import DayField
from .listing import mechanism_or_404

#: What the page shows of a series: some months back, and some ahead.
BACK, AHEAD = datetime.timedelta(days=92), datetime.timedelta(days=184)


class SeriesForm(forms.Form):
    title = forms.CharField(label="标题", max_length=200, help_text="每次的记录照此起名，到时可改。")
    rhythm = forms.ChoiceField(label="怎样排", choices=Rhythm.choices, initial=Rhythm.MONTH_WEEKDAY)
    every = forms.IntegerField(
        label="间隔", initial=1, min_value=1, max_value=12, help_text="1是每周或每月，2是隔周或隔月。"
    )
    nth = forms.TypedChoiceField(
        label="第几个",
        choices=[("", "（不选）"), *NTHS.items()],
        coerce=int,
        empty_value=None,
        required=False,
    )
    weekday = forms.TypedChoiceField(
        label="星期几",
        choices=[("", "（不选）"), *((n, f"星期{word}") for n, word in enumerate(WEEKDAYS))],
        coerce=int,
        empty_value=None,
        required=False,
    )
    day = forms.IntegerField(
        label="几号", required=False, min_value=1, max_value=31, help_text="当月没有这一天的，排在月末。"
    )
    since = DayField(label="从哪天起")
    until = DayField(label="到哪天止")
    place = forms.CharField(label="地点", max_length=100, required=False)
    alongside = forms.BooleanField(label="和已有的系列并行", required=False)


@require_safe
def series_list(request: HttpRequest, code: str) -> HttpResponse:
    """Planned days are no records: each becomes one only when somebody says that it was held."""
    mechanism, today = series_or_404(request, code), timezone.localdate()
    series = list(queries.series_visible_to(request.actor).filter(mechanism=code))
    days = occurrences(series, today - BACK, today + AHEAD)
    context = {
        "mechanism": mechanism,
        "series": [(each, [one for one in days if one.series == each]) for each in series],
        "today": today,
        "keeps": [each.pk for each in series if permissions.can_keep_records(request.actor, each)],
        "may_plan": queries.units_keeping(request.actor, mechanism).exists(),
        "request_key": new_request_key(),
    }
    return render(request, "mechanisms/series_list.html", context)


@page_with_form
def series_new(request: HttpRequest, code: str) -> HttpResponse:
    mechanism = series_or_404(request, code)
    units = list(queries.units_keeping(request.actor, mechanism))
    unit = _unit(request, units)
    require(permissions.can_keep_records, request, unit)
    form = SeriesForm(request.POST or None, initial=_initial(mechanism))
    if form.is_valid():
        with refusals_as_messages(request):
            operations.plan_series(
                unit=unit,
                actor=request.actor,
                mechanism=code,
                request_key=request_key(request),
                **form.cleaned_data,
            )
            messages.success(request, "已排好。到时办了，从这里记。")
            return redirect("series-list", code)
    context = {"mechanism": mechanism, "form": form, "units": units, "unit": unit}
    context["request_key"] = new_request_key()
    return render(request, "mechanisms/series_new.html", context, status=422 if form.is_bound else 200)


@require_POST
def series_withdraw(request: HttpRequest, key: UUID) -> HttpResponse:
    series = get_object_or_404(queries.series_visible_to(request.actor), key=key)
    with refusals_as_messages(request):
        operations.withdraw_series(
            series=series,
            actor=request.actor,
            seen=seen_version(request),
            request_key=request_key(request),
            reason=request.POST.get("reason", ""),
        )
        messages.success(request, "已撤回这个系列，记过的还在。")
    return redirect("series-list", series.mechanism)


def series_or_404(request: HttpRequest, code: str) -> Mechanism:
    """:raises Http404: if there is no such mechanism, or its days are not planned."""
    mechanism = mechanism_or_404(request, code)
    if "series" not in mechanism.switched_on:
        raise Http404
    return mechanism


def _unit(request: HttpRequest, units: list[Unit]) -> Unit | None:
    """The unit that the form names, or the first that keeps this ledger."""
    wanted = request.POST.get("unit", "")
    return next((unit for unit in units if not wanted or str(unit.key) == wanted), None)


def _initial(mechanism: Mechanism) -> dict[str, Any]:
    today = timezone.localdate()
    return {"title": mechanism.name, "since": today, "until": today.replace(month=12, day=31)}
