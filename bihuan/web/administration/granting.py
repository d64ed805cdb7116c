"""Give somebody a role, in three steps: who, where, which; and take one back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bihuan.core.registry.roles import Role, right_names, roles
from bihuan.domain.accounts import listing, permissions
from bihuan.domain.accounts.failures import GrantingOneself
from bihuan.domain.accounts.hindrances import hindrance_of_granting, hindrance_of_withdrawing
from bihuan.domain.accounts.models import RoleGrant, User
from bihuan.domain.accounts.operations import grants as operations
from bihuan.domain.organizations.models import Unit
from bihuan.domain.trail.actor import Actor
from bihuan.web.forms import new_request_key, request_key, seen_version
from bihuan.web.methods import page_with_form
from bihuan.web.refusals import refusals_as_messages, require

from .accounts import user_or_404
from .choosing import chosen, colleagues_of
from .forms import GrantForm, ReasonForm
from .roles import missing_where


@dataclass(frozen=True, slots=True)
class RoleChoice:
    """A role to choose; ``why_not`` says what stands in the way, ``fresh`` what it would add."""

    role: Role
    why_not: str
    rights: tuple[tuple[str, bool], ...]


@require_safe
def role_grant_choose(request: HttpRequest) -> HttpResponse:
    """Whom to give a role."""
    if not request.actor.paths_for("roles.read"):
        raise Http404
    require(_may_grant, request, request.user)
    choice = chosen(request, colleagues_of(request.actor))
    return render(request, "administration/role_grant_choose.html", {"choice": choice})


@page_with_form
def role_grant(request: HttpRequest, key: UUID) -> HttpResponse:
    user = user_or_404(request, key)
    require(permissions.can_change_roles, request, user.person.unit)
    units = _units(request.actor, user)
    form = GrantForm(
        request.POST or None, units=units, roles=roles(), initial={"unit": request.GET.get("unit")}
    )
    if form.is_valid() and _granted(request, user, form):
        return redirect("account-detail", key)
    at = _unit_of(form, units, user)
    held = list(user.grants.standing().select_related("unit"))
    context = {
        "user": user,
        "form": form,
        "at": at,
        "held": held,
        "choices": _choices(request.actor, user, at, held),
        "request_key": new_request_key(),
    }
    status = 422 if form.is_bound else 200
    return render(request, "administration/role_grant.html", context, status=status)


@page_with_form
def role_withdraw(request: HttpRequest, key: UUID) -> HttpResponse:
    grant = get_object_or_404(listing.grants_visible_to(request.actor), key=key)
    require(permissions.can_change_roles, request, grant)
    in_sight = listing.sees_account(request.actor, grant.user)
    back_url = reverse("account-detail", args=[grant.user.key]) if in_sight else reverse("role-list")
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_as_messages(request):
            operations.withdraw_grant(
                grant=grant,
                actor=request.actor,
                seen=seen_version(request),
                request_key=request_key(request),
                reason=form.cleaned_data["reason"],
            )
            messages.success(request, f"{grant.user}在“{grant.unit}”的{grant}角色已收回。")
            return redirect(back_url)
    context = {
        "grant": grant,
        "holder": grant.user if in_sight else None,
        "back_url": back_url,
        "form": form,
        "why_not": hindrance_of_withdrawing(grant, request.actor),
        "request_key": new_request_key(),
    }
    status = 422 if form.is_bound else 200
    return render(request, "administration/role_withdraw.html", context, status=status)


def _may_grant(actor: Actor, subject: User) -> bool:
    return bool(actor.paths_for("roles.change")) and not missing_where(actor)


def _granted(request: HttpRequest, user: User, form: GrantForm) -> bool:
    unit, role = form.cleaned_data["unit"], form.cleaned_data["role"]
    with refusals_as_messages(request):
        operations.grant_role(
            unit=unit, user=user, actor=request.actor, role=role, request_key=request_key(request)
        )
        messages.success(request, f"已授予{user}“{roles()[role].name}”角色，在“{unit}”和它的下级有效。")
        return True
    return False


def _units(actor: Actor, user: User) -> list[Unit]:
    """Where the actor gives roles, in the tree of the user."""
    units = Unit.objects.within(actor.paths_for("roles.change")).standing().within([user.person.tenant.path])
    return list(units.order_by("path"))


def _unit_of(form: GrantForm, units: list[Unit], user: User) -> Unit:
    """The unit that was chosen; at first that of the person."""
    named = {str(unit.key): unit for unit in units}
    return named.get(form["unit"].value() or "", user.person.unit)


def _choices(actor: Actor, user: User, unit: Unit, held: list[RoleGrant]) -> list[RoleChoice]:
    there = frozenset().union(
        *(roles()[grant.role].rights for grant in held if unit.path.startswith(grant.unit.path))
    )
    is_self = actor.user_key == user.key
    return [
        RoleChoice(role, _why_not(unit, user, role, held, is_self=is_self), tuple(_rights(role, there)))
        for role in roles().values()
        if role.granted
    ]


def _why_not(unit: Unit, user: User, role: Role, held: Iterable[RoleGrant], *, is_self: bool) -> str:
    if is_self:
        return str(GrantingOneself())
    failure = hindrance_of_granting(unit, user, role.code, held)
    return str(failure) if failure else ""


def _rights(role: Role, there: frozenset[str]) -> Iterable[tuple[str, bool]]:
    """What the role lets one do in words, and whether one could not do it before."""
    for right, words in right_names().items():
        if right in role.rights:
            yield words, right not in there
