"""What happened to sign-ins and roles, and who did it, in words."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from bihuan.core.registry.actions import title_of
from bihuan.domain.accounts.listing import SIGNED_IN, granted_when, sees_account
from bihuan.domain.accounts.models import Delegation, RoleGrant, User
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.models import Entry

#: A user's own coming and going is not for the eyes of administrators.
NOT_TOLD = (SIGNED_IN, "accounts.session.sign_out", "accounts.session.end", "accounts.session.end_others")
SHOWN = 20
SYSTEM = "系统"


@dataclass(frozen=True, slots=True)
class Happened:
    at: datetime.datetime
    what: str
    who: str


@dataclass(frozen=True, slots=True)
class GrantRow:
    """A role with its beginning and end: when, by whom; a delegation has no entry of its own here.

    ``in_sight``: the holder has a page that the reader may open.
    """

    grant: RoleGrant
    given_at: datetime.datetime | None
    given_by: str
    taken_by: str
    in_sight: bool


def happened_to(user: User) -> list[Happened]:
    """The newest entries of the trail about a sign-in: two queries."""
    about = Entry.objects.filter(object_key__in=[user.key, user.person.key], action__startswith="accounts.")
    found = list(about.exclude(action__in=NOT_TOLD).order_by("-at", "-pk")[:SHOWN])
    names = names_of(entry.actor_key for entry in found)
    return [Happened(entry.at, title_of(entry.action), names.get(entry.actor_key, SYSTEM)) for entry in found]


def grant_rows(grants: Iterable[RoleGrant], reader: Actor) -> list[GrantRow]:
    """Roles with who gave and who took them, for a reader: two queries, however many."""
    grants = list(grants)
    given = granted_when(grants)
    names = names_of({entry.actor_key for entry in given.values()} | {grant.withdrawn_by for grant in grants})
    return [_row(grant, given.get(grant.key), names, reader) for grant in grants]


def takers_back_of(delegations: Iterable[Delegation]) -> dict[UUID, str]:
    return names_of(each.withdrawn_by for each in delegations)


def names_of(keys: Iterable[UUID | None]) -> dict[UUID, str]:
    """The users of these keys by name: one query."""
    users = User.objects.filter(key__in={key for key in keys if key}).select_related("person")
    return {user.key: str(user) for user in users}


def _row(grant: RoleGrant, entry: Entry | None, names: dict[UUID, str], reader: Actor) -> GrantRow:
    return GrantRow(
        grant,
        entry.at if entry else None,
        names.get(entry.actor_key, SYSTEM) if entry else "",
        names.get(grant.withdrawn_by, SYSTEM) if grant.withdrawn_at else "",
        sees_account(reader, grant.user),
    )
