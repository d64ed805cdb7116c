"""Steps that operations share: ask for a code, take it, forget it. Run only while the door is open."""

from __future__ import annotations

import logging
import time

from django.conf import settings

from bihuan.core.registry.roles import roles
from bihuan.core.seal import Unsealable
from bihuan.domain.trail.actor import Actor

from . import second_factor
from .failures import WrongCode, WrongProof
from .models import User
from .second_factor_rows import SecondFactor

#: What a code was, in words.
DIGITS, PAPER = "验证码", "恢复码"

security_log = logging.getLogger("bihuan.security")


def factor_of(user: User) -> SecondFactor | None:
    """The second factor of a user who has one. No query if it was loaded with the user."""
    factor = getattr(user, "second_factor", None)
    return factor if factor is not None and factor.is_set else None


def is_required_of(actor: Actor) -> bool:
    """Whether this installation asks for a second factor, and one of the actor's roles does."""
    if settings.BIHUAN_SECOND_FACTOR != "required":
        return False
    held = frozenset().union(*actor.roles_by_unit_path.values())
    return any(role.second_factor for code, role in roles().items() if code in held)


def use_code(user: User, typed: str) -> str:
    """Take a code so that it is never taken again; the word for what it was.

    :raises WrongCode: if it is wrong, was used before, or the user has no second factor.
    """
    code, factor = second_factor.tidied(typed), factor_of(user)
    if factor is None:
        raise WrongCode
    if second_factor.is_six_digits(code):
        _use_digits(factor, code)
        return DIGITS
    _use_paper(factor, code)
    return PAPER


def prove(user: User, proof: str) -> None:
    """Ask once more who it is: by the password, or by a code.

    :raises WrongProof: if it is neither.
    """
    is_code = second_factor.is_six_digits(second_factor.tidied(proof))
    if not is_code and user.check_password(proof):
        return
    try:
        use_code(user, proof)
    except WrongCode:
        raise WrongProof from None


def empty(factor: SecondFactor) -> None:
    """Keep nothing but that there once was a second factor."""
    factor.sealed_secret, factor.recovery, factor.last_step, factor.set_at = "", {}, 0, None
    factor.save()


def _use_digits(factor: SecondFactor, code: str) -> None:
    try:
        step = second_factor.step_of(factor.secret, code, now=time.time(), after=factor.last_step)
    except Unsealable:
        security_log.error("second factor cannot be opened, is the key another one? object=%s", factor.key)
        raise WrongCode from None
    if step is None:
        raise WrongCode
    factor.last_step = step
    factor.save()


def _use_paper(factor: SecondFactor, code: str) -> None:
    place = second_factor.place_of(code, factor.recovery)
    if place is None:
        raise WrongCode
    factor.recovery = {other: kept for other, kept in factor.recovery.items() if other != place}
    factor.save()
