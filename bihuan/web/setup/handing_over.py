"""Temporary passwords that were just made: shown until whoever made them has noted them down."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode

from django.conf import settings
from django.http import HttpRequest

from bihuan.core.seal import Unsealable, seal, unseal
from bihuan.domain.accounts.models import User

KEPT, PLACE = "handing_over", "web.setup.handing_over"


def handed_over(request: HttpRequest, user: User, password: str) -> None:
    """Keep the password, sealed, if it is the user's: who had a sign-in before keeps that."""
    if user.check_password(password):
        entry = {"name": str(user), "username": user.username, "password": password}
        plain = json.dumps([*to_hand_over(request), entry], ensure_ascii=False).encode()
        sealed = seal(plain, keys=settings.BIHUAN_SEALING_KEYS, place=PLACE)
        request.session[KEPT] = b64encode(sealed).decode("ascii")


def to_hand_over(request: HttpRequest) -> list[dict[str, str]]:
    kept = request.session.get(KEPT)
    if kept is None:
        return []
    try:
        return json.loads(unseal(b64decode(kept), keys=settings.BIHUAN_SEALING_KEYS, place=PLACE))
    except Unsealable:
        return []


def put_down(request: HttpRequest) -> None:
    request.session.pop(KEPT, None)
