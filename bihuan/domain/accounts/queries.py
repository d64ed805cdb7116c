from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from bihuan.domain.trail.actor import Actor, Via

from . import passwords
from .failures import NothingDelegated
from .models import Delegation, RoleGrant, User


def actor_of(
    user: User, *, acting_for: UUID | None = None, via: Via = Via.PAGE, os_account: str = ""
) -> Actor:
    """The actor behind a user: one query, once per request.

    :param acting_for: the key of the user whose delegated roles are used instead of the own ones.
    :raises NothingDelegated: if that user has handed nothing on that holds today.
    """
    if acting_for is not None:
        return _acting_for(user, acting_for, via=via, os_account=os_account)
    held = RoleGrant.objects.standing().filter(user=user).values_list("unit__path", "role")
    return Actor(
        user_key=user.key,
        person_key=user.person.key if user.person else None,
        roles_by_unit_path=_by_path(held),
        via=via,
        os_account=os_account,
    )


def delegations_to(user: User) -> QuerySet[Delegation]:
    """What others have handed to the user and holds today, with those who did."""
    today = timezone.localdate()
    holding = Delegation.objects.standing().filter(taker=user, since__lte=today, until__gt=today)
    holding = holding.filter(grant__withdrawn_at=None, grant__user__is_active=True)
    return holding.select_related("unit", "grant__user__person").order_by("until", "pk")


def _acting_for(user: User, giver_key: UUID, *, via: Via, os_account: str) -> Actor:
    handed = list(delegations_to(user).filter(grant__user__key=giver_key))
    if not handed:
        raise NothingDelegated
    giver = handed[0].grant.user
    return Actor(
        user_key=user.key,
        person_key=giver.person.key if giver.person else None,
        roles_by_unit_path=_by_path((each.unit.path, each.grant.role) for each in handed),
        on_behalf_of=giver.key,
        via=via,
        os_account=os_account,
    )


def _by_path(held: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    by_path: dict[str, set[str]] = defaultdict(set)
    for path, role in held:
        by_path[path].add(role)
    return {path: frozenset(codes) for path, codes in by_path.items()}


def user_named(username: str) -> User | None:
    """The active user with this sign-in name, with the person behind it."""
    return users_who_may_enter().filter(username=username).first()


def users_who_may_enter() -> QuerySet[User]:
    """Active users whose person has not left, with the person behind each."""
    staying = Q(person__left_on=None) | Q(person__left_on__gt=timezone.localdate())
    return User.objects.select_related("person__unit").filter(staying, is_active=True)


def must_change_password(user: User) -> bool:
    """Whether the password is temporary, or older than the profile allows. No query."""
    profile = passwords.PROFILES[settings.BIHUAN_PASSWORDS]
    return user.password_is_temporary or passwords.is_overdue(
        user.password_set_at, profile=profile, now=timezone.now()
    )
