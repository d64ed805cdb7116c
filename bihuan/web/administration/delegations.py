"""My delegations: what I handed on, what was handed to me; a new one; and the end of one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bihuan.core.registry.roles import roles
from bihuan.domain.accounts import permissions
from bihuan.domain.accounts.listing import delegations_visible_to
from bihuan.domain.accounts.models import Delegation, RoleGrant, User
from bihuan.domain.accounts.operations import delegations as operations
from bihuan.web.actors import SignedInRequest
from bihuan.web.forms import new_request_key, request_key, seen_version
from bihuan.web.methods import page_with_form
from bihuan.web.refusals import refusals_as_messages, require

from .choosing import chosen, colleagues_of
from .forms import DelegationForm, ReasonForm
from .past import takers_back_of

PAGE_SIZE = 50
PARTS = {"mine": "我交出的", "given": "交给我的", "seen": "本单位的"}


@require_safe
def delegation_list(request: SignedInRequest) -> HttpResponse:
    """The newest first, those over among them."""
    sees_all = bool(request.actor.paths_for("roles.read"))
    parts = {code: label for code, label in PARTS.items() if code != "seen" or sees_all}
    part = request.GET.get("part") if request.GET.get("part") in parts else "mine"
    found = _part(request, part).order_by("-since", "-pk")
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    names = takers_back_of(page)
    context = {
        "page": page,
        "rows": [_row(request, each, names) for each in page],
        "part": part,
        "parts": parts,
        "delegable": _delegable(request),
    }
    return render(request, "administration/delegation_list.html", context)


@page_with_form
def delegation_new(request: SignedInRequest) -> HttpResponse:
    """First the colleague, then which role, for which days, and why."""
    grants = list(_delegable(request))
    colleagues = colleagues_of(request.actor)
    taker = _taker(request, colleagues)
    if taker is None or not grants:
        return _choose(request, grants, colleagues)
    form = DelegationForm(request.POST or None, grants=grants)
    if form.is_valid():
        with refusals_as_messages(request):
            _handed_on(request, taker, form)
            messages.success(request, f"已交{taker}代办；对方登录后在首页能看到。")
            return redirect("delegation-list")
    context = {"taker": taker, "form": form, "request_key": new_request_key()}
    status = 422 if form.is_bound else 200
    return render(request, "administration/delegation_new.html", context, status=status)


@page_with_form
def delegation_end(request: SignedInRequest, key: UUID) -> HttpResponse:
    delegation = get_object_or_404(_in_sight(request), key=key)
    require(permissions.can_take_back, request, delegation)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_as_messages(request):
            operations.take_back(
                delegation=delegation,
                actor=request.actor,
                seen=seen_version(request),
                request_key=request_key(request),
                reason=form.cleaned_data["reason"],
            )
            messages.success(request, f"已收回，{delegation.taker}不再代办。")
            return redirect("delegation-list")
    context = {
        "delegation": delegation,
        "form": form,
        "state": _state(delegation),
        "last_day": delegation.until - operations.ONE_DAY,
        "request_key": new_request_key(),
    }
    status = 422 if form.is_bound else 200
    return render(request, "administration/delegation_end.html", context, status=status)


def _handed_on(request: SignedInRequest, taker: User, form: DelegationForm) -> Delegation:
    given = form.cleaned_data
    return operations.hand_on(
        grant=given["grant"],
        taker=taker,
        actor=request.actor,
        request_key=request_key(request),
        since=given["since"],
        until=given["until"],
        reason=given["reason"],
    )


def _choose(request: SignedInRequest, grants: list[RoleGrant], colleagues: QuerySet[User]) -> HttpResponse:
    """Who is to act. A form that names nobody in sight does nothing, and says so."""
    if request.method == "POST":
        messages.error(request, "没有交出：请先选一位同事，再填日期和原因。")
    context = {"grants": grants, "choice": chosen(request, colleagues)}
    status = 422 if request.method == "POST" else 200
    return render(request, "administration/delegation_choose.html", context, status=status)


def _delegable(request: SignedInRequest) -> QuerySet[RoleGrant]:
    codes = [code for code, role in roles().items() if role.delegable]
    held = RoleGrant.objects.standing().filter(user=request.user, role__in=codes)
    return held.select_related("unit").order_by("unit__path", "pk")


def _taker(request: SignedInRequest, colleagues: QuerySet[User]) -> User | None:
    try:
        key = UUID(request.POST.get("taker") or request.GET.get("taker", ""))
    except ValueError:
        return None
    return colleagues.filter(key=key).first()


def _part(request: SignedInRequest, part: str) -> QuerySet[Delegation]:
    every = Delegation.objects.select_related("unit", "grant__user__person", "taker__person")
    match part:
        case "given":
            return every.filter(taker=request.user)
        case "seen":
            return delegations_visible_to(request.actor)
    return every.filter(grant__user=request.user)


def _in_sight(request: SignedInRequest) -> QuerySet[Delegation]:
    own = Q(grant__user=request.user) | Q(taker=request.user)
    seen = delegations_visible_to(request.actor).order_by().values("pk")
    every = Delegation.objects.select_related("unit", "grant__user__person", "taker__person")
    return every.filter(own | Q(pk__in=seen))


def _row(request: SignedInRequest, each: Delegation, names: dict) -> dict:
    state = _state(each)
    may_end = state in ("在代办", "未开始") and permissions.can_take_back(request.actor, each)
    return {
        "delegation": each,
        "last_day": each.until - operations.ONE_DAY,
        "state": state,
        "taken_by": names.get(each.withdrawn_by, ""),
        "may_end": may_end,
    }


def _state(delegation: Delegation) -> str:
    today = timezone.localdate()
    if delegation.until <= today:
        return "已到期"
    if delegation.withdrawn_at is not None or delegation.grant.withdrawn_at is not None:
        return "已收回"
    return "在代办" if delegation.since <= today else "未开始"
