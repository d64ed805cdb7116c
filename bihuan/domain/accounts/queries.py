"""Who a user is: the own roles, and those that others have handed on for a time."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import DateField, F, QuerySet, Value
from django.utils import timezone

from bihuan.domain.organizations.models import Person
from bihuan.domain.trail.actor import Actor, Via

from . import passwords
from .entering import may_enter
from .failures import NothingDelegated
from .models import Delegation, RoleGrant, User


@dataclass(frozen=True, slots=True)
class Offer:
    """What one colleague has handed to a user: ``actor`` is the user acting for that colleague.

    ``until`` is the first day on which something of it holds no more.
    """

    giver_key: UUID
    giver: str
    roles: tuple[str, ...]
    until: datetime.date
    actor: Actor

    @property
    def last_day(self) -> datetime.date:
        return self.until - datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a user may be: ``own`` self, or somebody whose work is handed on today."""

    own: Actor
    offers: tuple[Offer, ...] = field(default=())

    def offer_of(self, giver_key: UUID) -> Offer:
        """:raises NothingDelegated: if that user has handed nothing on that holds today."""
        for offer in self.offers:
            if offer.giver_key == giver_key:
                return offer
        raise NothingDelegated


def standing_of(user: User, *, via: Via = Via.PAGE, os_account: str = "") -> Standing:
    """The user's own roles and what others have handed on: one query."""
    rows = list(_own(user).union(_handed(user), all=True))
    own = Actor(
        user_key=user.key,
        person_key=user.person.key if user.person else None,
        roles_by_unit_path=_by_path(row for row in rows if row[2] == user.key),
        via=via,
        os_account=os_account,
    )
    handed = sorted((row for row in rows if row[2] != user.key), key=lambda row: (row[4], str(row[2])))
    return Standing(own, tuple(_offers(own, handed)))


def actor_of(
    user: User, *, acting_for: UUID | None = None, via: Via = Via.PAGE, os_account: str = ""
) -> Actor:
    """The actor behind a user: one query, once per request.

    :param acting_for: the key of the user whose delegated roles are used instead of the own ones.
    :raises NothingDelegated: if that user has handed nothing on that holds today.
    """
    standing = standing_of(user, via=via, os_account=os_account)
    return standing.own if acting_for is None else standing.offer_of(acting_for).actor


def holding_on(day: datetime.date) -> QuerySet[Delegation]:
    """Delegations that hold on a day: the role stands, and the giver may still enter."""
    holding = Delegation.objects.standing().filter(since__lte=day, until__gt=day)
    return holding.filter(may_enter("grant__user__", on=day), grant__withdrawn_at=None)


def delegations_to(user: User) -> QuerySet[Delegation]:
    """What others have handed to the user and holds today, with those who did."""
    holding = holding_on(timezone.localdate()).filter(taker=user)
    return holding.select_related("unit", "grant__user__person").order_by("until", "pk")


def _own(user: User) -> QuerySet[Any]:
    grants = RoleGrant.objects.standing().filter(user=user)
    nothing = Value(None, output_field=DateField())
    return grants.values_list(
        "unit__path", "role", "user__key", "user__person__key", "user__person__name", nothing
    )


def _handed(user: User) -> QuerySet[Any]:
    """The same columns as the own roles, so that both come in one query."""
    return (
        holding_on(timezone.localdate())
        .filter(taker=user)
        .values_list(
            "unit__path",
            "grant__role",
            "grant__user__key",
            "grant__user__person__key",
            "grant__user__person__name",
            F("until"),
        )
    )


def _offers(own: Actor, rows: list[Any]) -> Iterator[Offer]:
    for giver_key, group in groupby(rows, key=lambda row: row[2]):
        handed = list(group)
        actor = replace(
            own, person_key=handed[0][3], on_behalf_of=giver_key, roles_by_unit_path=_by_path(handed)
        )
        roles = tuple(dict.fromkeys(row[1] for row in handed))
        yield Offer(giver_key, handed[0][4], roles, min(row[5] for row in handed), actor)


def _by_path(held: Iterable[Any]) -> dict[str, frozenset[str]]:
    by_path: dict[str, set[str]] = defaultdict(set)
    for path, role, *_ in held:
        by_path[path].add(role)
    return {path: frozenset(codes) for path, codes in by_path.items()}


def user_named(username: str) -> User | None:
    """The active user with this sign-in name, with the person behind it."""
    return users_who_may_enter().filter(username=username).first()


def users_who_may_enter() -> QuerySet[User]:
    """Active users whose person is still here, with the person behind each."""
    return User.objects.select_related("person__unit").filter(may_enter())


def has_gone(person: Person) -> bool:
    """Whether a person has left, or stands in the register no more. No query."""
    left = person.left_on is not None and person.left_on <= timezone.localdate()
    return left or person.erased_at is not None or person.withdrawn_at is not None


def must_change_password(user: User) -> bool:
    """Whether the password is temporary, or older than the profile allows. No query."""
    profile = passwords.PROFILES[settings.BIHUAN_PASSWORDS]
    return user.password_is_temporary or passwords.is_overdue(
        user.password_set_at, profile=profile, now=timezone.now()
    )
