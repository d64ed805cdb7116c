"""Before any page: sign in, and change a password that is temporary or too old."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from bihuan.domain.accounts import queries

from .kept import keep_form

#: Pages that stay open while the password must be changed; what is typed there is never kept.
ALWAYS_OPEN = {"password-change", "session-extend", "sign-in", "sign-out", "sign-out-everywhere"}


class SignInMiddleware(LoginRequiredMiddleware):
    """Pages are for the signed-in; those who must change their password do that first."""

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], arguments: Any, named: Any
    ) -> HttpResponse | None:
        refusal = super().process_view(request, view, arguments, named)
        if refusal is not None and request.resolver_match.url_name not in ALWAYS_OPEN:
            keep_form(request)
        if refusal is None and _must_change_first(request):
            return redirect("password-change")
        return refusal


def _must_change_first(request: HttpRequest) -> bool:
    if request.resolver_match.url_name in ALWAYS_OPEN or not request.user.is_authenticated:
        return False
    return queries.must_change_password(request.user)
