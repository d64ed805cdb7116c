"""Enter a record, from nothing or after the model of another."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from bihuan.core.registry.mechanisms import Mechanism, mechanisms
from bihuan.domain.ledgers import permissions, queries
from bihuan.domain.ledgers.binding import is_bound
from bihuan.domain.ledgers.models import Record
from bihuan.domain.ledgers.operations.records import enter_record
from bihuan.domain.ledgers.operations.steps import Planned
from bihuan.domain.organizations.models import Unit
from bihuan.web import forms
from bihuan.web.facts.period import key_in
from bihuan.web.methods import page_with_form
from bihuan.web.refusals import refusals_as_messages, require

from .forms import RecordForm
from .listing import kept_or_refused
from .wanted import day_in


@page_with_form
def record_new(request: HttpRequest, code: str) -> HttpResponse:
    mechanism = kept_or_refused(request, code)
    units = list(queries.units_keeping(request.actor, mechanism))
    unit = unit_asked_for(request, units)
    require(permissions.can_keep_records, request, unit)
    also = [each for each in _also(mechanism, unit) if each.code in _values(request, "also")]
    model, planned = _model(request, mechanism), _planned(request)
    form = RecordForm(
        request.POST or None,
        unit=unit,
        mechanisms=[mechanism, *also],
        record=model,
        first=_of_series(request, planned),
    )
    if form.is_valid():
        with refusals_as_messages(request):
            record = _entered(request, form, model, planned)
            messages.success(request, f"已记入{'、'.join(each.name for each in form.mechanisms)}。")
            return redirect("record-detail", record.shape, record.key)
    context = {
        "mechanism": mechanism,
        "form": form,
        "unit": unit,
        "units": units,
        "also": [(each, each in also) for each in _also(mechanism, unit)],
        "model": model,
        "planned": planned,
        "request_key": forms.new_request_key(),
    }
    return render(request, "mechanisms/record_new.html", context, status=422 if form.is_bound else 200)


def _entered(request: HttpRequest, form: RecordForm, model: Record | None, planned: Planned | None) -> Record:
    return enter_record(
        unit=form.unit,
        actor=request.actor,
        counts_in=[each.code for each in form.mechanisms],
        request_key=forms.request_key(request),
        drawn_from=model.key if model else None,
        planned=planned,
        **form.arguments(),
    )


def unit_asked_for(request: HttpRequest, units: list[Unit]) -> Unit | None:
    """The unit that the address or the form names, or the first that keeps this ledger."""
    wanted = _values(request, "unit")
    named = [unit for unit in units if str(unit.key) in wanted]
    return next(iter(named or units), None)


def _also(mechanism: Mechanism, unit: Unit) -> list[Mechanism]:
    """Where else a record of this unit may count."""
    also, today = [mechanisms()[code] for code in mechanism.also], timezone.localdate()
    return [each for each in also if is_bound(unit, each) and not each.is_retired(today)]


def _model(request: HttpRequest, mechanism: Mechanism) -> Record | None:
    """The record after whose model the new one is filled in."""
    key = key_in(request.GET, "from")
    if key is None:
        return None
    records = queries.records_visible_to(request.actor, mechanism.shape)
    return queries.counting_in(records, mechanism.code).filter(key=key).first()


def _planned(request: HttpRequest) -> Planned | None:
    """The day of a series that the record is made for, if the address names one."""
    key, day = key_in(request.GET, "series"), day_in(request.GET, "day")
    return Planned(key, day) if key and day else None


def _of_series(request: HttpRequest, planned: Planned | None) -> dict[str, Any]:
    """What the series says of its records."""
    series = queries.series_visible_to(request.actor).filter(key=planned.series).first() if planned else None
    if series is None:
        return {}
    return {"on": planned.day, "title": series.title, "place": series.place, "starts": series.starts}


def _values(request: HttpRequest, name: str) -> list[Any]:
    return [*request.GET.getlist(name), *request.POST.getlist(name)]
