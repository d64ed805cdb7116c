"""The people behind the keys of the trail, as they are called now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, Value
from django.db.models.functions import Replace

from bihuan.domain.accounts.models import User
from bihuan.domain.organizations.fields import below

ERASED = "已清除个人信息"
MOST = 50


@dataclass(frozen=True, slots=True)
class Someone:
    """A name, and the sign-in name where there is one."""

    name: str
    username: str = ""


SYSTEM = Someone("系统")
UNKNOWN = Someone("查不到的账号")


def behind(keys: Iterable[UUID | None]) -> dict[UUID, Someone]:
    """The users of these keys: one query."""
    users = User.objects.filter(key__in={key for key in keys if key}).select_related("person")
    return {user.key: _someone(user) for user in users}


def said(key: UUID | None, known: dict[UUID, Someone]) -> Someone:
    return SYSTEM if key is None else known.get(key, UNKNOWN)


def keys_named(words: str, paths: tuple[str, ...]) -> tuple[UUID | None, ...]:
    """The users of the units at the paths whom the words mean: a sign-in name, or a part of names."""
    if words == SYSTEM.name:
        return (None,)
    joined = Replace("person__pinyin", Value(" "), Value(""))
    users = User.objects.filter(below("person__unit__path", paths)).annotate(joined=joined)
    low = words.lower()
    named = (
        Q(username__startswith=low)
        | Q(person__name__contains=words)
        | Q(joined__startswith=low.replace(" ", ""))
        | Q(person__initials__startswith=low)
    )
    found = list(users.filter(named).order_by("username").values_list("key", "username")[:MOST])
    exact = [key for key, username in found if username == words]
    return tuple(exact or [key for key, _ in found])


def _someone(user: User) -> Someone:
    if user.person and user.person.erased_at:
        return Someone(ERASED)
    return Someone(user.person.name if user.person else user.username, user.username)
