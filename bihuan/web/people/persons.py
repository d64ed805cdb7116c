"""The page of a person; enter, rename, move, let leave and let return."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from bihuan.domain.accounts.models import User
from bihuan.domain.ledgers.leaders.access import may_open
from bihuan.domain.organizations import leaving, permissions
from bihuan.domain.organizations.operations import people, posts
from bihuan.domain.organizations.operations.steps import workplace_of
from bihuan.domain.organizations.sheet.queries import may_import
from bihuan.web import forms
from bihuan.web.history import history_of
from bihuan.web.methods import page_with_form
from bihuan.web.refusals import refusals_as_messages, require

from .facts import facts_of
from .forms import LeavingForm, NewPersonForm, PersonForm, PlaceForm
from .steps import Step, answered, page_for_person, person_or_404

EDIT = Step("更正姓名或工号", "保存", "已保存{name}的姓名和工号。", people.change_person, PersonForm)
TRANSFER = Step(
    "调动", "调动", "已登记{name}的调动。", posts.transfer_person, PlaceForm,
    intro="现在的主要职务在这一天结束，新的职务从这一天开始。调到别的单位的，原单位班子的席位和在原单位的角色同时收回；支部关系不变，另办“转支部”。",
)  # fmt: skip
LEAVE = Step(
    "离开本单位", "登记离开", "已登记{name}离开。", people.leave, LeavingForm,
    intro="离开后不再列入名册和选人，账号同时关闭，角色全部收回。以前的记录都保留。", danger=True,
)  # fmt: skip
RETURN = Step(
    "返回", "登记返回", "已登记{name}返回。", people.return_person, PlaceForm,
    intro="重新列入名册，从这一天起任新的主要职务。支部、班子和角色要另外办。",
)  # fmt: skip


@require_safe
def person_detail(request: HttpRequest, key: UUID) -> HttpResponse:
    person = person_or_404(request, key)
    context = {
        "facts": facts_of(person, request.actor),
        "person": person,
        "may_change": permissions.can_change_people(request.actor, person) and person.erased_at is None,
        "account": _account(request, person),
        "has_leader_page": may_open(request.actor, person),
        "history": history_of(person),
        "request_key": forms.new_request_key(),
    }
    return render(request, "people/person_detail.html", context)


@page_with_form
def person_new(request: HttpRequest) -> HttpResponse:
    """Enter somebody.

    :raises Http404: for whoever keeps no register.
    """
    if not request.actor.paths_for("people.change"):
        raise Http404
    form = NewPersonForm(request.POST or None, person=None, row=None, actor=request.actor, hints=request.GET)
    if form.is_valid():
        with refusals_as_messages(request):
            person = people.create_person(
                actor=request.actor, request_key=forms.request_key(request), **_entered(form.cleaned_data)
            )
            messages.success(request, f"已登记{person.name}。")
            return redirect("person-detail", person.key)
    context = {"form": form, "may_import": may_import(request.actor), "request_key": forms.new_request_key()}
    return render(request, "people/person_new.html", context, status=422 if form.is_bound else 200)


person_edit = page_for_person(EDIT)
person_transfer = page_for_person(TRANSFER)
person_return = page_for_person(RETURN)


@page_with_form
def person_leave(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ask for the day, or say what must be handed on first."""
    person = person_or_404(request, key)
    require(permissions.can_change_people, request, person)
    obstacles = leaving.obstacles_of(person) if request.method != "POST" else []
    if obstacles:
        context = {"facts": facts_of(person, request.actor), "obstacles": obstacles}
        context["reads_records"] = bool(request.actor.paths_for("records.read"))
        return render(request, "people/person_obstacles.html", context)
    return answered(request, LEAVE, person)


def _entered(values: dict[str, Any]) -> dict[str, Any]:
    unit, department = workplace_of(values["place"])
    return {
        "unit": unit,
        "department": department,
        "name": values["name"],
        "staff_number": values["staff_number"],
        "post": values["title"],
        "since": values["since"],
        "branch": values["branch"],
    }


def _account(request: HttpRequest, person: Any) -> User | None:
    """The sign-in, for whoever may open its page: that of somebody who was erased has none."""
    if person.erased_at is not None or not request.actor.may("roles.read", at=person.unit.path):
        return None
    return User.objects.filter(person=person).first()
