"""Setting up an empty installation: the code, the unit, the administrators, all of it or nothing."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from bihuan.core.registry.roles import administrators, roles
from bihuan.domain.accounts import passwords, setup_code
from bihuan.domain.accounts.operations.setting_up import set_up
from bihuan.domain.accounts.setting_up import FIRST, faults_between, setter_up
from bihuan.domain.organizations.enums import LeadingBody
from bihuan.domain.trail.failures import OperationFailed
from bihuan.domain.trail.security_log import security_log
from bihuan.web.addresses import client_address
from bihuan.web.methods import page_with_form
from bihuan.web.signin.lockout import TooMany, attempt

from . import drafts
from .drafts import Draft
from .forms import AdministratorForm, CodeForm, FirstForm, UnitForm
from .gate import is_open

WRONG = "设置码不对。请对照启动程序的屏幕再输一遍。"
#: Wrong codes are counted as wrong passwords of a user of this name, whom nobody can be.
COUNTED_AS = "setup code"
STEPS = (("setup-unit", "单位"), ("setup-people", "三员"), ("setup-summary", "核对"))

Step = Callable[[HttpRequest, Draft], HttpResponse]


@login_not_required
@page_with_form
@sensitive_post_parameters("code")
def code(request: HttpRequest) -> HttpResponse:
    if not is_open():
        return _over(request)
    draft = drafts.found(request)
    if draft is not None and draft.is_current():
        return redirect("setup-unit")
    form, status = CodeForm(request.POST or None), 422 if request.method == "POST" else 200
    try:
        if form.is_valid() and _is_right(request, form):
            drafts.begin(request)
            return redirect("setup-unit")
    except TooMany as refusal:
        form.add_error("code", str(refusal))
        status = 429
    return render(request, "setup/code.html", {"form": form}, status=status)


def step(view: Step) -> Callable[[HttpRequest], HttpResponse]:
    """A page for whoever gave the code, as long as nothing is set up."""

    @login_not_required
    @page_with_form
    @sensitive_post_parameters()
    @functools.wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if not is_open():
            return _over(request)
        draft = drafts.found(request)
        if draft is None or not draft.is_current():
            return redirect("setup")
        return view(request, draft)

    return guarded


@step
def unit(request: HttpRequest, draft: Draft) -> HttpResponse:
    form = UnitForm(request.POST or None, initial=UnitForm.initial_of(draft.answers))
    if form.is_valid():
        drafts.keep(request, draft, unit=asdict(form.answers))
        return redirect("setup-people")
    return _step(request, "setup/unit.html", form=form)


@step
def people(request: HttpRequest, draft: Draft) -> HttpResponse:
    if draft.answers is None:
        return redirect("setup-unit")
    named = draft.newcomers
    forms = [
        (FirstForm if role == FIRST else AdministratorForm)(role, request.POST or None, named.get(role))
        for role in administrators()
    ]
    faults = []
    if request.method == "POST" and not [form for form in forms if not form.is_valid()]:
        newcomers = {form.role.code: found for form in forms if (found := form.newcomer)}
        faults = list(faults_between(newcomers))
        if not faults:
            drafts.keep(request, draft, people=drafts.with_people(newcomers))
            return redirect("setup-summary")
    profile = passwords.PROFILES[settings.BIHUAN_PASSWORDS]
    return _step(request, "setup/people.html", forms=forms, faults=faults, profile=profile)


@step
def summary(request: HttpRequest, draft: Draft) -> HttpResponse:
    if draft.answers is None or not draft.people:
        return redirect("setup-unit" if draft.answers is None else "setup-people")
    if request.method == "POST" and _made(request, draft):
        return redirect("setup-done")
    newcomers = draft.newcomers
    context = {
        "unit": draft.answers,
        "leading_body": dict(LeadingBody.choices).get(draft.answers.leading_body, "都没有"),
        "people": [(roles()[role], newcomers.get(role)) for role in administrators()],
        "keys": Path(settings.BIHUAN_HOME) / "keys",
    }
    return _step(request, "setup/summary.html", **context)


@login_not_required
@page_with_form
def done(request: HttpRequest) -> HttpResponse:
    """What was made, with the temporary passwords, until they are noted down."""
    draft = drafts.found(request)
    if draft is None or not draft.made:
        raise Http404
    if request.method == "POST":
        drafts.forget(request)
        return redirect("sign-in")
    newcomers = draft.newcomers
    people = [(roles()[role], newcomers[role]) for role in administrators() if role in newcomers]
    missing = [roles()[role].name for role in administrators() if role not in newcomers]
    context = {"unit": draft.answers, "people": people, "missing": missing}
    return render(request, "setup/done.html", context | {"keys": Path(settings.BIHUAN_HOME) / "keys"})


def _made(request: HttpRequest, draft: Draft) -> bool:
    """Whether it was made, now or by the same form before."""
    try:
        set_up(
            actor=setter_up(),
            request_key=f"setup:{draft.key}",
            unit=draft.answers,
            administrators=draft.newcomers,
        )
    except OperationFailed as failure:
        messages.error(request, str(failure))
        return False
    security_log.info("set up address=%s", client_address(request))
    setup_code.forget()
    drafts.keep(request, draft, made=True)
    return True


def _is_right(request: HttpRequest, form: CodeForm) -> bool:
    """:raises TooMany: if it is too early for another try."""
    address = client_address(request)
    with attempt(COUNTED_AS, address) as trying:
        if setup_code.is_right(form.cleaned_data["code"]):
            trying.succeeded()
            return True
        trying.failed()
    security_log.warning("wrong setup code address=%s", address)
    form.add_error("code", WRONG)
    return False


def _over(request: HttpRequest) -> HttpResponse:
    """For whoever was at it: somebody else was faster, or the form was sent twice. For others: nothing."""
    draft = drafts.found(request)
    if draft is None:
        raise Http404
    if draft.made:
        return redirect("setup-done")
    return render(request, "setup/over.html", status=409)


def _step(request: HttpRequest, template: str, **context: object) -> HttpResponse:
    """A page of the steps, with those that come before it as ways back."""
    here = [name for name, _ in STEPS].index(request.resolver_match.url_name)
    steps = [
        {"name": name, "label": label, "is_here": number == here, "is_past": number < here}
        for number, (name, label) in enumerate(STEPS)
    ]
    status = 422 if request.method == "POST" else 200
    return render(request, template, context | {"steps": steps}, status=status)
