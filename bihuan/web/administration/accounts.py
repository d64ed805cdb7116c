"""The list of people with and without a sign-in, and one sign-in with all that can be done about it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from bihuan.domain.accounts import listing, permissions
from bihuan.domain.accounts.administrators import last_administration_of
from bihuan.domain.accounts.models import User
from bihuan.domain.accounts.second_factor_steps import factor_of
from bihuan.domain.trail.actor import Actor
from bihuan.web.account.describing import roles_of
from bihuan.web.forms import new_request_key
from bihuan.web.signin.lockout import waits_of

from .filters import ACCOUNT_HEADS, ACCOUNT_SORTS, ACCOUNT_STATES, Wanted, people_wanted
from .past import happened_to
from .rows import account_rows, counted_as, signs_of

PAGE_SIZE = 50


@require_safe
def account_list(request: HttpRequest) -> HttpResponse:
    if not listing.paths_of_accounts(request.actor):
        raise Http404
    wanted = Wanted.of(request.GET, ACCOUNT_STATES, ACCOUNT_SORTS)
    found = people_wanted(listing.people_and_accounts_visible_to(request.actor), wanted)
    page = Paginator(listing.with_roles(found), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": account_rows(page),
        "wanted": wanted,
        "heads": wanted.heads(ACCOUNT_HEADS),
        "chips": wanted.chips(ACCOUNT_STATES),
        "may_open": bool(request.actor.paths_for("users.change")),
    }
    return render(request, "administration/account_list.html", context)


@require_safe
def account_detail(request: HttpRequest, key: UUID) -> HttpResponse:
    user = user_or_404(request, key)
    held = list(user.grants.standing().select_related("unit").order_by("unit__path", "pk"))
    seen_at = listing.last_sign_ins([user.key]).get(user.key)
    context = {
        "user": user,
        "signs": signs_of(user, held, seen_at=seen_at, waits=waits_of(counted_as([user]))),
        "seen_at": seen_at,
        "held": roles_of(user),
        "factor": factor_of(user),
        "history": happened_to(user),
        "request_key": new_request_key(),
        **rights(request.actor, user),
    }
    return render(request, "administration/account_detail.html", context)


def user_or_404(request: HttpRequest, key: UUID) -> User:
    """A sign-in in sight; of any other it is not said that it exists."""
    return get_object_or_404(listing.users_visible_to(request.actor), key=key)


def rights(actor: Actor, user: User) -> dict[str, Any]:
    """What the actor may do about the sign-in, by the predicates of the operations; and why not."""
    may_change, is_self = permissions.can_change_users(actor, user), actor.user_key == user.key
    last = last_administration_of(user) if may_change and user.is_active else None
    return {
        "may_change": may_change,
        "may_unlock": permissions.can_unlock(actor, user),
        "may_grant": permissions.can_change_roles(actor, user.person.unit),
        "is_self": is_self,
        "last": last,
        "may_shut": may_change and not is_self and last is None,
    }
