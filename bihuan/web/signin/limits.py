"""A session ends after half an hour without a request, and eight hours after signing in."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest, HttpResponse

from .kept import ENDED
from .places import place_of

security_log = logging.getLogger("bihuan.security")

IDLE = 30 * 60
ABSOLUTE = 8 * 60 * 60
#: The moment of the last request is written at most so often: a page costs no extra query but once a minute.
WRITTEN_EVERY = 60
STARTED, SEEN, PLACE = "session_started", "session_seen", "session_place"


class SessionLimitsMiddleware:
    """Ends sessions that are over before anything else looks at who is signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if SESSION_KEY in request.session:
            _hold_to_limits(request, int(time.time()))
        return self.get_response(request)


def start(sender: Any, request: HttpRequest, **more: Any) -> None:
    """Django says that somebody signed in: from now on both limits count.

    The session remembers where, and gets a number by which its user finds it (docs/adr/0111).
    """
    place = place_of(request)
    request.session[STARTED] = request.session[SEEN] = int(time.time())
    request.session[PLACE] = [place.browser, place.address]
    request.session.cycle_key()


def is_over(started: int, seen: int, now: int) -> bool:
    return now - started > ABSOLUTE or now - seen > IDLE


def _hold_to_limits(request: HttpRequest, now: int) -> None:
    started, seen = _moments(request, now)
    if is_over(started, seen, now):
        owner = request.session[SESSION_KEY]
        security_log.info("session over user=%s", owner)
        logout(request)
        request.session[ENDED] = owner
        return
    if abs(now - seen) >= WRITTEN_EVERY:
        request.session[SEEN] = now
    request.session_limits = {
        "idle": IDLE - WRITTEN_EVERY,
        "left": ABSOLUTE - (now - started),
    }


def _moments(request: HttpRequest, now: int) -> tuple[int, int]:
    """When the session started and was last seen. No start is later than now, even if the clock was put back.

    Otherwise the eight hours would only begin once the clock has caught up.
    """
    started, seen = request.session.get(STARTED, 0), request.session.get(SEEN, 0)
    if started > now:
        request.session[STARTED] = started = now
    return started, seen
