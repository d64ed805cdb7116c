"""Who is at the keyboard: ``request.actor``, loaded once per request when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from bihuan.domain.accounts import queries
from bihuan.domain.trail.actor import Actor

NOBODY = Actor(user_key=None, person_key=None)


class SignedInRequest(HttpRequest):
    """The request of a signed-in user (for annotations)."""

    actor: Actor


class ActorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: _actor(request))
        return self.get_response(request)


def _actor(request: HttpRequest) -> Actor:
    return queries.actor_of(request.user) if request.user.is_authenticated else NOBODY
