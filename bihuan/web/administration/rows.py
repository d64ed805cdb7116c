"""People and their accounts as lines of a table, in words."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from bihuan.core.registry.roles import roles
from bihuan.domain.accounts import queries
from bihuan.domain.accounts.listing import IDLE_DAYS, last_sign_ins
from bihuan.domain.accounts.models import RoleGrant, User
from bihuan.domain.accounts.second_factor_steps import factor_of
from bihuan.domain.organizations.models import Person
from bihuan.web.signin.lockout import waits_of


@dataclass(frozen=True, slots=True)
class Sign:
    """A word about an account, and how much it matters: good, warning, off or nothing."""

    word: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class AccountRow:
    person: Person
    user: User | None
    roles: tuple[str, ...]
    signs: tuple[Sign, ...]
    seen_at: datetime.datetime | None


def account_rows(people: Iterable[Person]) -> list[AccountRow]:
    """The lines; people come with sign-in, factor and roles. Three queries, however many."""
    people = list(people)
    users = [person.user for person in people if hasattr(person, "user")]
    seen, waits = last_sign_ins(user.key for user in users), waits_of(counted_as(users))
    return [_row(person, getattr(person, "user", None), seen, waits) for person in people]


def counted_as(users: Iterable[User]) -> list[str]:
    """The names under which failures of these users are counted: of passwords, and of codes."""
    return [name for user in users for name in (user.username, f"code of {user.key}")]


def signs_of(
    user: User, held: Iterable[RoleGrant], *, seen_at: datetime.datetime | None, waits: dict[str, int]
) -> tuple[Sign, ...]:
    """What an administrator should know of a sign-in, the state first."""
    if not user.is_active:
        return (Sign("已停用", "off"),)
    asks = any(roles()[grant.role].second_factor for grant in held)
    idle = seen_at is None or timezone.now() - seen_at > datetime.timedelta(days=IDLE_DAYS)
    seconds = max((waits.get(name, 0) for name in counted_as([user])), default=0)
    found = (
        (Sign(f"锁定，还有{-(-seconds // 60)}分钟", "warning"), seconds > 0),
        (Sign("要改密码", "warning"), queries.must_change_password(user)),
        (Sign("缺第二重验证", "warning"), asks and factor_of(user) is None),
        (Sign("从未登录" if seen_at is None else f"{IDLE_DAYS}天未登录", "warning"), idle),
    )
    return (Sign("在用", "good"), *(sign for sign, holds in found if holds))


def _row(person: Person, user: User | None, seen: dict, waits: dict[str, int]) -> AccountRow:
    if user is None:
        return AccountRow(person, None, (), (Sign("没有账号"),), None)
    held = getattr(user, "held", [])
    named = tuple(f"{grant} · {grant.unit}" for grant in held)
    seen_at = seen.get(user.key)
    return AccountRow(person, user, named, signs_of(user, held, seen_at=seen_at, waits=waits), seen_at)
