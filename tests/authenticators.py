"""A user's authenticator in tests: set up through the door, its codes computed as a telephone would."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import pyotp
import pytest

from bihuan.domain.accounts import queries, second_factor
from bihuan.domain.accounts.models import User
from bihuan.domain.accounts.operations import sessions
from bihuan.domain.accounts.operations.second_factor import set_up

#: The beginning of a step.
START = 1_800_000_000


class Clock:
    """What the computer takes for the time; the test moves it."""

    now = float(START)

    def __call__(self) -> float:
        return self.now


@dataclass(slots=True)
class Authenticator:
    user: User
    secret: str
    recovery: list[str] = field(default_factory=list)

    def code(self, *, steps: int = 0) -> str:
        """The digits that it shows now, or so many steps later."""
        return pyotp.TOTP(self.secret).generate_otp(int(time.time()) // 30 + steps)


def wrong_code(telephone: Authenticator) -> str:
    """Six digits that it shows neither now nor one step away."""
    shown = {telephone.code(steps=steps) for steps in (-1, 0, 1)}
    return next(code for code in ("000000", "000001", "000002", "000003") if code not in shown)


def enrolled(user: User) -> Authenticator:
    """The user's authenticator, set up a step ago."""
    telephone = Authenticator(user, second_factor.new_secret(), second_factor.new_recovery_codes())
    set_up(
        user=user,
        actor=queries.actor_of(user),
        secret=telephone.secret,
        code=telephone.code(steps=-1),
        recovery=second_factor.hashed(telephone.recovery),
    )
    user.refresh_from_db()
    return telephone


def reading(user: User) -> User:
    """The user as the next request finds them."""
    return User.objects.get(pk=user.pk)


def sign_in(telephone: Authenticator, code: str) -> None:
    """Enter with a code of the telephone, or one of its recovery codes.

    :raises WrongCode: if it is not one, or not any more.
    """
    user = reading(telephone.user)
    sessions.sign_in(user=user, actor=queries.actor_of(user), code=code)


@pytest.fixture
def clock(monkeypatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(time, "time", clock)
    return clock


@pytest.fixture
def telephone(clock, clerk_user) -> Authenticator:
    """The clerk's."""
    return enrolled(clerk_user)
