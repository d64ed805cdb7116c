"""Between the password and the code: who is expected, for five minutes. Nobody is signed in meanwhile."""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from bihuan.domain.accounts.models import User
from bihuan.domain.accounts.queries import users_who_may_enter

LASTS = 5 * 60
_WAITING = "waiting_for_code"


@dataclass(frozen=True, slots=True)
class Waiting:
    user: User
    onward: str
    means: str


def begin(request: HttpRequest, user: User, *, onward: str, means: str) -> None:
    """Expect the code of this user. The session gets a new number: nobody can have planted it."""
    request.session.cycle_key()
    request.session[_WAITING] = {
        "user": user.pk,
        "mark": user.get_session_auth_hash(),
        "at": int(time.time()),
        "onward": onward,
        "means": means,
    }


def found(request: HttpRequest) -> Waiting | None:
    """Who is expected; nobody after five minutes, a change of password, or once the user is shut out."""
    kept = request.session.get(_WAITING)
    if request.user.is_authenticated or kept is None or not 0 <= time.time() - kept["at"] <= LASTS:
        return None
    user = users_who_may_enter().filter(pk=kept["user"]).first()
    if user is None or not constant_time_compare(kept["mark"], user.get_session_auth_hash()):
        return None
    return Waiting(user, kept["onward"], kept["means"])


def forget(request: HttpRequest) -> None:
    request.session.pop(_WAITING, None)
