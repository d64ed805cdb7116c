"""A mechanism's series: their planned days and what became of them; plan, change, skip a day, give up."""

from __future__ import annotations

import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from bihuan.core.registry.mechanisms import Mechanism, mechanisms
from bihuan.domain.ledgers import permissions, queries
from bihuan.domain.ledgers.models import Series
from bihuan.domain.ledgers.operations import series as operations
from bihuan.domain.ledgers.operations import skipping
from bihuan.domain.ledgers.planned import chains, occurrences
from bihuan.domain.organizations.models import Unit
from bihuan.web.forms import new_request_key, request_key, seen_version
from bihuan.web.methods import page_with_form
from bihuan.web.refusals import refusals_as_messages, require

from .listing import kept_or_refused, mechanism_or_404
from .series_forms import SeriesForm
from .wanted import day_in

#: What the page shows of a series: some months back, and some ahead.
BACK, AHEAD = datetime.timedelta(days=92), datetime.timedelta(days=184)


@require_safe
def series_list(request: HttpRequest, code: str) -> HttpResponse:
    """Planned days are no records: each becomes one only when somebody says that it was held."""
    mechanism, today = series_or_404(request, code), timezone.localdate()
    retired = mechanism.is_retired(today)
    series = list(queries.series_visible_to(request.actor).filter(mechanism=code))
    days = occurrences(series, today - BACK, today + AHEAD)
    lines = sorted(chains(series), key=lambda chain: (chain[0].until < today, chain[0].until))
    context = {
        "mechanism": mechanism,
        "series": [(chain[0], [one for one in days if one.series in chain], chain[1:]) for chain in lines],
        "today": today,
        "keeps": [each.pk for each in series if permissions.can_keep_records(request.actor, each)],
        "may_plan": not retired and queries.units_keeping(request.actor, mechanism).exists(),
        "retired": retired,
        "request_key": new_request_key(),
    }
    return render(request, "mechanisms/series_list.html", context)


@page_with_form
def series_new(request: HttpRequest, code: str) -> HttpResponse:
    mechanism = series_or_404(request, code)
    kept_or_refused(request, code)
    units = list(queries.units_keeping(request.actor, mechanism))
    unit = _unit(request, units)
    require(permissions.can_keep_records, request, unit)
    form = SeriesForm.new(request.POST or None, mechanism)
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


@page_with_form
def series_edit(request: HttpRequest, key: UUID) -> HttpResponse:
    """From today on; what was recorded, and what is past, stays."""
    series = _series(request, key)
    require(permissions.can_keep_records, request, series)
    kept_or_refused(request, series.mechanism)
    form = SeriesForm.of(series, request.POST or None)
    if form.is_valid():
        with refusals_as_messages(request):
            operations.change_series(
                series=series,
                actor=request.actor,
                seen=seen_version(request),
                request_key=request_key(request),
                **form.cleaned_data,
            )
            messages.success(request, "已改好：以前的日子和已记的不变，以后的照新的排。")
            return redirect("series-list", series.mechanism)
    context = {"mechanism": mechanisms()[series.mechanism], "form": form, "series": series}
    context["request_key"] = new_request_key()
    return render(request, "mechanisms/series_edit.html", context, status=422 if form.is_bound else 200)


@require_POST
def series_skip(request: HttpRequest, key: UUID) -> HttpResponse:
    """:raises Http404: if the form names no day."""
    series, day = _series(request, key), day_in(request.POST, "day")
    if day is None:
        raise Http404
    with refusals_as_messages(request):
        skipping.skip_day(
            series=series,
            actor=request.actor,
            seen=seen_version(request),
            request_key=request_key(request),
            day=day,
            reason=request.POST.get("reason", ""),
        )
        messages.success(request, f"已写明{day.month}月{day.day}日这一次不开展。")
    return redirect("series-list", series.mechanism)


@require_POST
def series_take_up(request: HttpRequest, key: UUID) -> HttpResponse:
    skipped = get_object_or_404(queries.skipped_visible_to(request.actor), key=key)
    with refusals_as_messages(request):
        skipping.take_up_day(
            skipped=skipped,
            actor=request.actor,
            seen=seen_version(request),
            request_key=request_key(request),
        )
        messages.success(request, f"{skipped.day.month}月{skipped.day.day}日这一次照原定。")
    return redirect("series-list", skipped.series.mechanism)


@require_POST
def series_withdraw(request: HttpRequest, key: UUID) -> HttpResponse:
    series = _series(request, key)
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


def _series(request: HttpRequest, key: UUID) -> Series:
    return get_object_or_404(queries.series_visible_to(request.actor), key=key)


def _unit(request: HttpRequest, units: list[Unit]) -> Unit | None:
    """The unit that the form names, or the first that keeps this ledger."""
    wanted = request.POST.get("unit", "")
    return next((unit for unit in units if not wanted or str(unit.key) == wanted), None)
