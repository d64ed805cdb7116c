"""What a case would be if something else happened, and who came, in full."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from bihuan.core.planning import Event, State, Timeline
from bihuan.core.registry.procedures import Procedure
from bihuan.domain.ledgers import petitioners
from bihuan.domain.ledgers.deadlines import procedure_of, timeline_of
from bihuan.domain.ledgers.models import Case
from bihuan.domain.ledgers.operations.cases import reveal_petitioner
from bihuan.web import forms as common
from bihuan.web.refusals import refusals_as_messages

from .case_panel import StepLine, step_lines
from .deed_forms import DayField
from .records import counting, record_or_404


class WhatIfForm(forms.Form):
    """One event on a day, or more days for a step, or both."""

    kind = forms.ChoiceField(label="假如", required=False)
    on = DayField(label="在这一天", required=False)
    step = forms.ChoiceField(label="假如延长", required=False)
    days = forms.IntegerField(
        label="延长几天",
        required=False,
        min_value=1,
        max_value=365,
        error_messages={"min_value": "延长的天数应大于0。", "max_value": "最多假设延长365天。"},
    )

    def __init__(self, data: Any, procedure: Procedure) -> None:
        super().__init__(data)
        self.fields["kind"].choices = [("", "（不假设）"), *procedure.events.items()]
        extended = [(step.code, step.name) for step in procedure.steps.values() if step.extension]
        self.fields["step"].choices = [("", "（不延长）"), *extended]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if bool(given.get("kind")) != bool(given.get("on")) and "on" not in self.errors:
            self.add_error("on", "假设一件事，要写是哪一天；不假设就都留空。")
        if bool(given.get("step")) != bool(given.get("days")) and "days" not in self.errors:
            self.add_error("days", "假设延长，要写延长几天；不延长就都留空。")
        return given

    def applied(self, told: Timeline) -> Timeline:
        """The timeline that follows from what was supposed."""
        given = self.cleaned_data
        if given["kind"]:
            told = told.with_events(Event(given["on"], given["kind"]))
        return told.with_extension(given["step"], given["days"]) if given["step"] else told


@require_safe
def case_what_if(request: HttpRequest, key: UUID) -> HttpResponse:
    case = _case_or_404(request, key)
    procedure, told = procedure_of(case), timeline_of(case, timezone.localdate())
    if procedure is None or told is None:
        raise Http404
    form = WhatIfForm(request.GET or None, procedure)
    other, failure = told, ""
    if form.is_valid():
        try:
            other = form.applied(told)
        except ValueError as wrong:
            failure = str(wrong)
    context = {
        "record": case,
        "first": counting(case)[0],
        "form": form,
        "pairs": list(_pairs(case, told, other)),
        "rulings": [ruling.sentence for step in other.steps for ruling in step.rulings],
        "failure": failure,
    }
    return render(request, "mechanisms/case_what_if.html", context, status=422 if form.errors else 200)


def _pairs(case: Case, told: Timeline, other: Timeline) -> Iterator[tuple[StepLine, StepLine, bool]]:
    """Each step that applies before or after, as it is and as it would be, and whether that differs."""
    for now, then in zip(step_lines(case, told.steps), step_lines(case, other.steps), strict=True):
        if not {now.state.state, then.state.state} <= {State.NOT_APPLICABLE}:
            yield now, then, (now.state.due, now.words) != (then.state.due, then.words)


@require_POST
@never_cache
def case_reveal(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show who came, in full: the trail has noted it before the page is made."""
    case = _case_or_404(request, key)
    with refusals_as_messages(request):
        shown = reveal_petitioner(case=case, actor=request.actor, request_key=common.request_key(request))
        context = {"record": shown, "first": counting(shown)[0], "person": petitioners.in_full(shown)}
        return render(request, "mechanisms/case_person.html", context)
    return redirect("record-detail", case.shape, case.key)


def _case_or_404(request: HttpRequest, key: UUID) -> Case:
    case: Case = record_or_404(request, "case", key)
    return case
