"""From a name that the other side has proven to a sign-in here: the name must be an active user's."""

from __future__ import annotations

import logging
import unicodedata

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from bihuan.domain.accounts import queries
from bihuan.domain.accounts.models import User
from bihuan.web.signin.finishing import finish_sign_in

from .failures import NobodyHere

security_log = logging.getLogger("bihuan.security")

LONGEST_NAME = User._meta.get_field("username").max_length


def enter(request: HttpRequest, name: str, *, by: str, strong: bool, next: str) -> HttpResponse:
    """Sign in the user of exactly this name; users are never made here (docs/adr/0114).

    :raises NobodyHere: if no active user has the name.
    """
    user = queries.user_named(name) if _is_fit(name) else None
    if user is None:
        raise NobodyHere("".join(filter(str.isprintable, name))[:LONGEST_NAME])
    security_log.info("single sign-on by=%s user=%s strong=%s", by, user.key, strong)
    return finish_sign_in(request, user, strong=strong, onward=next, means=f"统一身份（{by}）")


def way_on(request: HttpRequest) -> str:
    """Where the way leads after signing in: only to our own pages."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    allowed = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if allowed else reverse("today")


def _is_fit(name: str) -> bool:
    return len(name) <= LONGEST_NAME and not any(
        unicodedata.category(character) == "Cc" for character in name
    )
