"""Sign-ins that await their answer: in the session of the browser that began them, good for once."""

from __future__ import annotations

import secrets
import time
from typing import Any

from django.http import HttpRequest

from .failures import NotBegunHere

PENDING = "single_sign_on_pending"
LASTS = 10 * 60
#: So many may be under way in one browser (several tabs); the oldest is forgotten.
MOST = 5


def begin(request: HttpRequest, **known: str) -> str:
    """Keep what must be known when the answer comes, and return the word that the answer must carry."""
    state = secrets.token_urlsafe(32)
    others = list(request.session.get(PENDING, {}).items())[-(MOST - 1) :]
    request.session[PENDING] = {**dict(others), state: {**known, "at": int(time.time())}}
    return state


def take(request: HttpRequest, state: str) -> dict[str, Any]:
    """What was kept under the word, which is good for once.

    :raises NotBegunHere: if this browser began no such sign-in, or too long ago.
    """
    pending = request.session.get(PENDING, {})
    known = pending.pop(state, None)
    request.session[PENDING] = pending
    if known is None:
        raise NotBegunHere("unknown state")
    if not 0 <= time.time() - known["at"] <= LASTS:
        raise NotBegunHere("state too old")
    return known
