"""Before any page: sign in, change a password that is temporary or too old, set up the second factor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from bihuan.domain.accounts import queries
from bihuan.domain.accounts.second_factor_steps import factor_of, is_required_of

from .finishing import ELSEWHERE, STRONG
from .kept import keep_form

#: Pages that stay open while the password must be changed; what is typed there is never kept.
ALWAYS_OPEN = {
    "password-change",
    "session-extend",
    "sign-in",
    "sign-in-code",
    "sign-out",
    "sign-out-everywhere",
}
SET_UP = "second-factor-set-up"
#: What is typed on these is never kept either.
NEVER_KEPT = {*ALWAYS_OPEN, SET_UP, "second-factor-codes", "second-factor-turn-off"}


class SignInMiddleware(LoginRequiredMiddleware):
    """Pages are for the signed-in; who must change the password does that first, then sets up the factor."""

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], arguments: Any, named: Any
    ) -> HttpResponse | None:
        refusal = super().process_view(request, view, arguments, named)
        if refusal is not None:
            if request.resolver_match.url_name not in NEVER_KEPT:
                keep_form(request)
            return refusal
        first = _must_do_first(request)
        return redirect(first) if first else None


def _must_do_first(request: HttpRequest) -> str:
    """The page that comes before any other; empty if the way is free."""
    name = request.resolver_match.url_name
    if name in ALWAYS_OPEN or not request.user.is_authenticated:
        return ""
    if not request.session.get(ELSEWHERE) and queries.must_change_password(request.user):
        return "password-change"
    return SET_UP if name != SET_UP and must_set_up(request) else ""


def must_set_up(request: HttpRequest) -> bool:
    """Whether a role asks for a second factor that is not there: at most the query for the roles."""
    if factor_of(request.user) or request.session.get(STRONG):
        return False
    return is_required_of(request.actor)
