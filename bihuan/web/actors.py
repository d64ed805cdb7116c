"""Who is at the keyboard, and for whom: ``request.actor``, loaded once per request when first asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject

from bihuan.domain.accounts import queries
from bihuan.domain.accounts.failures import NothingDelegated
from bihuan.domain.accounts.queries import Offer, Standing
from bihuan.domain.trail.actor import Actor

NOBODY = Actor(user_key=None, person_key=None)
#: In the session: the key of the user for whom one acts. A form says in a field of the same name for whom it
#: was opened, a request of htmx in a header.
ACTING, HEADER = "acting_for", "x-acting-for"
#: Pages about oneself: there one is oneself, whomever one acts for elsewhere.
PERSONAL = {
    "account",
    "acting-start",
    "acting-stop",
    "delegation-end",
    "delegation-list",
    "delegation-new",
    "form-kept",
    "password-change",
    "second-factor-codes",
    "second-factor-set-up",
    "second-factor-turn-off",
    "session-end",
    "session-end-others",
    "session-extend",
    "sign-in",
    "sign-in-code",
    "sign-out",
    "sign-out-everywhere",
}
READING = {"GET", "HEAD", "OPTIONS"}
NOT_TYPED = {"csrfmiddlewaretoken", "seen", "request_key", "next", ACTING}


class SignedInRequest(HttpRequest):
    """The request of a signed-in user (for annotations)."""

    actor: Actor
    standing: Standing


class ActorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.standing = SimpleLazyObject(lambda: _standing(request))
        request.actor = SimpleLazyObject(lambda: _actor(request))
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], arguments: Any, named: Any
    ) -> HttpResponse | None:
        """Where a delegation has ended one is oneself again; nothing is done that was sent under it."""
        if not request.user.is_authenticated or is_personal(request):
            return None
        over = bool(request.session.get(ACTING)) and acting_offer(request) is None
        if over:
            del request.session[ACTING]
        if request.method not in READING and (over or _meant_otherwise(request)):
            return _refused(request, over=over)
        if over:
            messages.warning(request, str(NothingDelegated()))
        return None


def is_personal(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and match.url_name in PERSONAL


def acting_offer(request: HttpRequest) -> Offer | None:
    """What the user acts under, if it still holds."""
    key = request.session.get(ACTING)
    try:
        return request.standing.offer_of(UUID(key)) if key else None
    except NothingDelegated:
        return None


def _standing(request: HttpRequest) -> Standing:
    return queries.standing_of(request.user) if request.user.is_authenticated else Standing(NOBODY)


def _actor(request: HttpRequest) -> Actor:
    if not request.user.is_authenticated:
        return NOBODY
    offer = None if is_personal(request) else acting_offer(request)
    return offer.actor if offer else request.standing.own


def _meant_otherwise(request: HttpRequest) -> bool:
    """Whether the page was opened for somebody else than the session acts for now, in another window."""
    meant = request.POST.get(ACTING, request.headers.get(HEADER))
    return meant is not None and meant != request.session.get(ACTING, "")


def _refused(request: HttpRequest, *, over: bool) -> HttpResponse:
    """What was typed is shown again, to be copied; secrets are typed on pages about oneself only."""
    typed = [
        value
        for name, values in request.POST.lists()
        if name not in NOT_TYPED and "password" not in name
        for value in values
        if value.strip()
    ]
    context = {"over": over, "typed": typed, "files": bool(request.FILES), "back": request.path}
    return render(request, "administration/acting_over.html", context, status=409)
