"""One's roles and sessions in words."""

from __future__ import annotations

import datetime
import time
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from bihuan.core.registry.roles import Role, right_names, roles
from bihuan.domain.accounts import queries
from bihuan.domain.accounts.models import RoleGrant, User
from bihuan.domain.accounts.sessions_queries import sessions_of
from bihuan.web.signin.limits import PLACE, SEEN, STARTED, is_over


@dataclass(frozen=True, slots=True)
class HeldRole:
    """``handed_by``: who lets the user act for them, ``until`` the last day. Own ones have a key."""

    name: str
    purpose: str
    unit: str
    may: tuple[str, ...]
    handed_by: str = ""
    until: datetime.date | None = None
    grant_key: UUID | None = None


@dataclass(frozen=True, slots=True)
class OpenSession:
    name: str
    browser: str
    address: str
    since: datetime.datetime
    seen: datetime.datetime
    is_this: bool


def roles_of(user: User) -> list[HeldRole]:
    """The user's own roles, then those handed to the user for a time: two queries."""
    own = RoleGrant.objects.standing().filter(user=user).select_related("unit").order_by("unit__path", "pk")
    held = [_held(roles()[grant.role], grant.unit.name, grant_key=grant.key) for grant in own]
    for each in queries.delegations_to(user):
        role, giver = roles()[each.grant.role], str(each.grant.user)
        last_day = each.until - datetime.timedelta(days=1)
        held.append(_held(role, each.unit.name, handed_by=giver, until=last_day))
    return held


def open_sessions(user: User, this: str) -> list[OpenSession]:
    """Where the user is signed in: this browser first, then the one seen last."""
    return sorted(_open(user, this), key=lambda one: (not one.is_this, -one.seen.timestamp()))


def _open(user: User, this: str) -> Iterator[OpenSession]:
    for name, data in sessions_of(user).items():
        started, seen = data.get(STARTED, 0), data.get(SEEN, 0)
        if is_over(started, seen, int(time.time())):
            continue
        browser, address = data.get(PLACE, ["未知浏览器", ""])
        yield OpenSession(name, browser, address, _moment(started), _moment(seen), name == this)


def _held(role: Role, unit: str, **more: object) -> HeldRole:
    may = tuple(words for right, words in right_names().items() if right in role.rights)
    return HeldRole(role.name, role.purpose, unit, may, **more)


def _moment(seconds: int) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(seconds, tz=timezone.get_current_timezone())
