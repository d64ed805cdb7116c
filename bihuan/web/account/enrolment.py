"""The secret of an authenticator until its first code: sealed in the form, stored nowhere."""

from __future__ import annotations

import base64
import binascii
import time
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

import segno
from django.conf import settings

from bihuan.core.seal import Unsealable, seal, unseal
from bihuan.domain.accounts import second_factor
from bihuan.domain.accounts.models import User

LASTS = 15 * 60
#: White squares around the picture: fewer, and some telephones do not find it.
EDGE = 4


@dataclass(frozen=True)
class Offer:
    """A secret that the user may take; ``token`` is what the form carries of it."""

    secret: str
    token: str
    username: str

    @property
    def address(self) -> str:
        return second_factor.address_of(self.secret, self.username)

    @cached_property
    def squares(self) -> list[list[bool]]:
        """The square picture, row by row, with its white edge: true is black."""
        picture = segno.make(self.address, error="m", micro=False)
        return [[bool(square) for square in row] for row in picture.matrix_iter(border=EDGE)]

    @property
    def outline(self) -> str:
        """The black squares as an SVG path: one piece for each run in a row."""
        pieces = []
        for y, row in enumerate(self.squares):
            x = 0
            for dark, run in groupby(row):
                length = len(list(run))
                if dark:
                    pieces.append(f"M{x} {y}h{length}v1h-{length}z")
                x += length
        return "".join(pieces)

    @property
    def spelled(self) -> str:
        """The secret in groups of four, to be typed."""
        return " ".join(self.secret[start : start + 4] for start in range(0, len(self.secret), 4))


def fresh(user: User) -> Offer:
    secret = second_factor.new_secret()
    plain = f"{int(time.time())} {secret}".encode()
    sealed = seal(plain, keys=settings.BIHUAN_SEALING_KEYS, place=_place(user))
    return Offer(secret, base64.urlsafe_b64encode(sealed).decode(), user.username)


def taken_up(token: str, user: User) -> Offer | None:
    """The offer that the user's own form carries; None if it is forged, another user's or too old."""
    try:
        sealed = base64.urlsafe_b64decode(token.encode("ascii", "replace"))
        plain = unseal(sealed, keys=settings.BIHUAN_SEALING_KEYS, place=_place(user))
    except (binascii.Error, Unsealable):
        return None
    made, secret = plain.decode().split()
    if not 0 <= time.time() - int(made) <= LASTS:
        return None
    return Offer(secret, token, user.username)


def _place(user: User) -> str:
    return f"accounts.enrolment:{user.key}:{user.session_generation}"
