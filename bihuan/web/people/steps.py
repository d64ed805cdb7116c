"""How a page does one thing to a person: a form beside what stands in the register now, one operation.

A page or a button is made of a step: ``post_end = page_for_row(END_POST, Post)``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from bihuan.domain.organizations import permissions
from bihuan.domain.organizations.models import Dated, Person
from bihuan.domain.organizations.queries import people_visible_to
from bihuan.domain.trail.failures import Stale
from bihuan.web import forms
from bihuan.web.methods import page_with_form
from bihuan.web.refusals import refusals_as_messages, require

from .facts import facts_of
from .forms import ROWS, StepForm

View = Callable[[HttpRequest, UUID], HttpResponse]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that can be done: its heading, button and form, what is said of it, the operation.

    ``takes_row``: the operation wants to know which of the things that the person holds it is about.
    """

    heading: str
    button: str
    done: str
    operation: Callable[..., Any]
    form: type[StepForm] | None = None
    intro: str = ""
    danger: bool = False
    takes_row: bool = True


def person_or_404(request: HttpRequest, key: UUID) -> Person:
    return get_object_or_404(people_visible_to(request.actor), key=key)


def row_or_404(request: HttpRequest, model: type[Dated], key: UUID) -> Dated:
    """What a visible person holds or held; what was taken back is no longer there."""
    told = model.objects.told().filter(person__in=people_visible_to(request.actor).order_by())
    return get_object_or_404(told.select_related("unit", "person__unit", "person__department"), key=key)


def page_for_person(step: Step) -> View:
    """The page of a step whose address names the person."""

    @page_with_form
    def view(request: HttpRequest, key: UUID) -> HttpResponse:
        return answered(request, step, person_or_404(request, key))

    return view


def page_for_row(step: Step, model: type[Dated]) -> View:
    """The page of a step whose address names something that a person holds."""

    @page_with_form
    def view(request: HttpRequest, key: UUID) -> HttpResponse:
        row = row_or_404(request, model, key)
        return answered(request, step, row.person, row)

    return view


def button_for_row(step: Step, model: type[Dated]) -> View:
    """A step without a form: a button that was pressed and confirmed."""

    @require_POST
    def view(request: HttpRequest, key: UUID) -> HttpResponse:
        row = row_or_404(request, model, key)
        require(permissions.can_change_people, request, row.person)
        with refusals_as_messages(request):
            _do(request, step, row.person, row, {})
        return redirect("person-detail", row.person.key)

    return view


def answered(request: HttpRequest, step: Step, person: Person, row: Dated | None = None) -> HttpResponse:
    """The page of a step; a posted form is done, or shown again with what stands in its way."""
    require(permissions.can_change_people, request, person)
    form = step.form(request.POST or None, person=person, row=row, actor=request.actor, hints=request.GET)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            with refusals_as_messages(request):
                _do(request, step, person, row, form.cleaned_data)
                return redirect("person-detail", person.key)
        except Stale:
            status = 409
    context = {
        "step": step,
        "form": form,
        "facts": facts_of(_fresh(person), request.actor),
        "status": status,
        "request_key": forms.new_request_key(),
    }
    return render(request, "people/person_step.html", context, status=status)


def _do(request: HttpRequest, step: Step, person: Person, row: Dated | None, values: dict[str, Any]) -> None:
    held = {ROWS[type(row)][0]: row} if row is not None and step.takes_row else {}
    step.operation(
        person=person,
        **held,
        actor=request.actor,
        seen=forms.seen_version(request),
        request_key=forms.request_key(request),
        **values,
    )
    messages.success(request, step.done.format(name=person.name))


def _fresh(person: Person) -> Person:
    return Person.objects.select_related("unit", "department").get(pk=person.pk)
