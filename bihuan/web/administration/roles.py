"""Who has which role, who had one, and what each role is for."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bihuan.core.registry.roles import Role, right_names, roles
from bihuan.domain.accounts import listing
from bihuan.domain.accounts.administrators import missing_administrators
from bihuan.domain.accounts.models import StandingQuerySet
from bihuan.domain.organizations.finding import people_matching, units_matching
from bihuan.domain.organizations.models import Person, Unit
from bihuan.domain.trail.actor import Actor

from .filters import Wanted
from .past import grant_rows

PAGE_SIZE = 50
GRANTED = {code: role.name for code, role in roles().items() if role.granted}
SORTS = {
    "unit": ("unit__path", "role", "user__person__pinyin", "pk"),
    "name": ("user__person__pinyin", "unit__path", "role", "pk"),
    "role": ("role", "unit__path", "user__person__pinyin", "pk"),
}
HEADS = {"unit": "单位", "name": "姓名", "role": "角色"}


@require_safe
def role_list(request: HttpRequest) -> HttpResponse:
    """By unit or by person: what stands today."""
    wanted = Wanted.of(request.GET, GRANTED, SORTS)
    found = _found(_grants(request).standing(), wanted).order_by(*wanted.order(SORTS))
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": grant_rows(page, request.actor),
        "wanted": wanted,
        "heads": wanted.heads(HEADS),
        "roles": GRANTED,
        "missing": missing_where(request.actor),
        "may_grant": bool(request.actor.paths_for("roles.change")),
    }
    return render(request, "administration/role_list.html", context)


@require_safe
def role_history(request: HttpRequest) -> HttpResponse:
    """Roles that were taken back: when, by whom, and why."""
    wanted = Wanted.of(request.GET, GRANTED, SORTS)
    found = _found(_grants(request).exclude(withdrawn_at=None), wanted).order_by("-withdrawn_at", "-pk")
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": grant_rows(page, request.actor), "wanted": wanted, "roles": GRANTED}
    return render(request, "administration/role_history.html", context)


@require_safe
def role_guide(request: HttpRequest) -> HttpResponse:
    """For everybody: the roles as the registry has them."""
    guide = [(role, rights_in_words(role)) for role in roles().values() if role.granted]
    return render(request, "administration/role_guide.html", {"guide": guide})


def rights_in_words(role: Role) -> list[str]:
    return [words for right, words in right_names().items() if right in role.rights]


def missing_where(actor: Actor) -> list[dict[str, Any]]:
    """The tenants in sight that lack administrators: which, and may the actor appoint them? A query each."""
    tenants = {"/".join(path.split("/")[:2]) + "/" for path in listing.paths_of_accounts(actor)}
    found = [(path, missing_administrators(path)) for path in sorted(tenants)]
    return [
        {
            "names": "、".join(roles()[code].name for code in codes),
            "may_appoint": actor.may("users.change", at=path),
        }
        for path, codes in found
        if codes
    ]


def _grants(request: HttpRequest) -> StandingQuerySet:
    if not listing.paths_of_accounts(request.actor):
        raise Http404
    return listing.grants_visible_to(request.actor)


def _found(grants: StandingQuerySet, wanted: Wanted) -> StandingQuerySet:
    if wanted.state:
        grants = grants.filter(role=wanted.state)
    if not wanted.words:
        return grants
    people = people_matching(Person.objects.all(), wanted.words).values("pk")
    units = units_matching(Unit.objects.all(), wanted.words).values("pk")
    named = Q(user__person__in=people) | Q(user__username__istartswith=wanted.words) | Q(unit__in=units)
    return grants.filter(named)
