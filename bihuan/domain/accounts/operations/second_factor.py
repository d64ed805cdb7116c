"""Set up, renew, turn off and reset the second factor of a user."""

from __future__ import annotations

import time

from django.utils import timezone

from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation

from .. import permissions, second_factor
from ..failures import FactorNotSet, FactorRequired, FactorSetBefore, ResettingOneself, WrongCode
from ..models import User
from ..second_factor_rows import SecondFactor
from ..second_factor_steps import empty, factor_of, is_required_of, prove


@operation("accounts.second_factor.set_up", may=permissions.is_self)
def set_up(
    *, user: User, actor: Actor, secret: str, code: str, recovery: dict[str, str], proof: str | None = None
) -> User:
    """Take an authenticator for the second factor, or another in its place; other sessions of the user end.

    :param recovery: hashed recovery codes; nobody but the page ever has the codes.
    :param proof: the password or a code of before; only a first set-up right after signing in needs none.
    :raises FactorSetBefore: if there is a second factor, and no proof for changing it.
    :raises WrongProof: if ``proof`` is neither the password nor a code.
    :raises WrongCode: if ``code`` does not come from this secret.
    """
    if proof is not None:
        prove(user, proof)
    elif factor_of(user):
        raise FactorSetBefore
    step = second_factor.step_of(secret, second_factor.tidied(code), now=time.time(), after=0)
    if step is None:
        raise WrongCode
    factor = SecondFactor.objects.filter(user=user).first() or SecondFactor(user=user)
    factor.secret, factor.recovery = secret, recovery
    factor.last_step, factor.set_at = step, timezone.now()
    factor.save()
    return _other_sessions_end(user)


@operation("accounts.second_factor.renew_codes", may=permissions.is_self)
def renew_recovery_codes(*, user: User, actor: Actor, proof: str, recovery: dict[str, str]) -> None:
    """Put new recovery codes in place of the old ones, which are worth nothing from now on.

    :raises FactorNotSet: if there is no second factor.
    :raises WrongProof: if ``proof`` is neither the password nor a code.
    """
    factor = _own_factor(user)
    prove(user, proof)
    factor.recovery = recovery
    factor.save()


@operation("accounts.second_factor.turn_off", may=permissions.is_self)
def turn_off(*, user: User, actor: Actor, proof: str) -> User:
    """Go back to the password alone; every other session of the user ends.

    :raises FactorNotSet: if there is no second factor.
    :raises FactorRequired: if a role of the user asks for one.
    :raises WrongProof: if ``proof`` is neither the password nor a code.
    """
    factor = _own_factor(user)
    if is_required_of(actor):
        raise FactorRequired
    prove(user, proof)
    empty(factor)
    return _other_sessions_end(user)


@operation("accounts.second_factor.reset", may=permissions.can_unlock)
def reset_second_factor(*, user: User, actor: Actor) -> None:
    """Let a user who lost telephone and codes set up anew; every session of the user ends.

    :raises ResettingOneself: if it is the own one.
    :raises FactorNotSet: if there is no second factor.
    """
    if actor.user_key == user.key:
        raise ResettingOneself
    empty(_own_factor(user))
    _other_sessions_end(user)


def _own_factor(user: User) -> SecondFactor:
    factor = factor_of(user)
    if factor is None:
        raise FactorNotSet
    return factor


def _other_sessions_end(user: User) -> User:
    user.session_generation += 1
    user.save()
    return user
