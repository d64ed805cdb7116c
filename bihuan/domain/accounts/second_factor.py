"""Codes besides the password: six digits of an authenticator (RFC 6238), or one of ten codes on paper."""

from __future__ import annotations

import hmac
import secrets
import unicodedata

import pyotp
from django.contrib.auth.hashers import check_password, make_password

ISSUER = "闭环"
STEP_SECONDS = 30
#: Steps before and after the present one that are taken, for clocks that differ and slow hands.
WINDOW = 1
#: The letters of recovery codes: none that is read for another.
LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
#: A recovery code begins with the letter of its place on the list: one hash tells whether it is right.
PLACES = "ABCDEFGHJK"
DRAWN = 11


def new_secret() -> str:
    """160 random bits in base32, as authenticators read them."""
    return pyotp.random_base32(32)


def address_of(secret: str, username: str) -> str:
    """What the square picture holds: ``otpauth://…``."""
    return pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name=ISSUER)


def tidied(typed: str) -> str:
    """A code as it was meant: wide digits, spaces, dashes and small letters do no harm."""
    folded = unicodedata.normalize("NFKC", typed).upper()
    return "".join(letter for letter in folded if letter.isalnum())


def is_six_digits(code: str) -> bool:
    return len(code) == 6 and code.isascii() and code.isdigit()


def step_of(secret: str, code: str, *, now: float, after: int) -> int | None:
    """The step that a code stands for; None if it is wrong, or not later than the last one used.

    All neighbours are compared, each in constant time: how long it takes tells nothing.
    """
    totp, found = pyotp.TOTP(secret), None
    present = int(now) // STEP_SECONDS
    for step in range(present - WINDOW, present + WINDOW + 1):
        if hmac.compare_digest(totp.generate_otp(step).encode(), code.encode()) and step > after:
            found = step
    return found


def new_recovery_codes() -> list[str]:
    """Ten codes of 55 random bits, as they are printed: ``ABCD-EFGH-JKLM``."""
    return [_printed(place + "".join(secrets.choice(LETTERS) for _ in range(DRAWN))) for place in PLACES]


def hashed(codes: list[str]) -> dict[str, str]:
    """What is stored of recovery codes: a hash for each place, as of passwords."""
    return {code[0]: make_password(tidied(code)) for code in codes}


def place_of(code: str, stored: dict[str, str]) -> str | None:
    """The place of a recovery code that is right and unused; None of any other."""
    if len(code) != DRAWN + 1 or not code.isascii():
        return None
    return code[0] if check_password(code, stored.get(code[0], "")) else None


def _printed(code: str) -> str:
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))
