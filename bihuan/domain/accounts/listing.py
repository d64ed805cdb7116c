"""People with and without a sign-in, as administrators see them; and roles held and withdrawn."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, Max, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from bihuan.core.registry.roles import roles
from bihuan.domain.organizations.fields import below
from bihuan.domain.organizations.models import Person, ScopedQuerySet
from bihuan.domain.organizations.register import people_within
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.journal import WHOLE_ROW
from bihuan.domain.trail.models import Change, Entry

from . import passwords
from .models import Delegation, RoleGrant, StandingQuerySet, User

RIGHTS = ("users.change", "users.unlock", "roles.read")
#: Who has not signed in for so many days is asked about.
IDLE_DAYS = 90
SIGNED_IN = "accounts.session.sign_in"


def paths_of_accounts(actor: Actor) -> tuple[str, ...]:
    """Where the actor may see accounts and roles."""
    return tuple(sorted({path for right in RIGHTS for path in actor.paths_for(right)}))


def people_and_accounts_visible_to(actor: Actor) -> ScopedQuerySet:
    """Who works here now or has a sign-in, with sign-in, factor and roles: ``person.user.held`` is a list."""
    people = Person.objects.filter(people_within(paths_of_accounts(actor)), erased_at=None, withdrawn_at=None)
    people = people.filter(_present() | Q(user__isnull=False))
    return people.select_related("unit", "department", "user__second_factor")


def users_visible_to(actor: Actor) -> QuerySet[User]:
    """Sign-ins of people in sight, with all that their page shows but the roles."""
    scope = below("person__unit__path", paths_of_accounts(actor))
    users = User.objects.filter(scope, person__erased_at=None)
    return users.select_related("person__unit", "person__tenant", "person__department", "second_factor")


def sees_account(actor: Actor, user: User) -> bool:
    """Whether the user is among those `users_visible_to` the actor. No query: the unit comes with the person.

    A role in a unit in sight may be held by somebody of another one.
    """
    path = user.person.unit.path
    return user.person.erased_at is None and any(path.startswith(each) for each in paths_of_accounts(actor))


def with_roles(people: QuerySet[Person]) -> QuerySet[Person]:
    return people.prefetch_related(Prefetch("user__grants", queryset=_standing(), to_attr="held"))


def in_use() -> Q:
    return Q(user__is_active=True)


def shut() -> Q:
    return Q(user__is_active=False)


def without_account() -> Q:
    return Q(user__isnull=True)


def not_seen_lately() -> Q:
    """Open sign-ins that nobody used for ninety days, or ever."""
    since = timezone.now() - datetime.timedelta(days=IDLE_DAYS)
    seen = Entry.objects.filter(object_key=OuterRef("user__key"), action=SIGNED_IN, at__gte=since)
    return in_use() & ~Q(Exists(seen))


def must_change_password() -> Q:
    profile = passwords.PROFILES[settings.BIHUAN_PASSWORDS]
    due = Q(user__password_is_temporary=True)
    if profile.days:
        due |= Q(user__password_set_at__lt=timezone.now() - datetime.timedelta(days=profile.days))
    return in_use() & due


def lacks_second_factor() -> Q:
    """Open sign-ins with a role that asks for a second factor, and none set up."""
    asking = [code for code, role in roles().items() if role.second_factor]
    held = RoleGrant.objects.standing().filter(user=OuterRef("user"), role__in=asking)
    return in_use() & Q(Exists(held)) & Q(user__second_factor__set_at=None)


def last_sign_ins(user_keys: Iterable[UUID]) -> dict[UUID, datetime.datetime]:
    """When each of these users last signed in: one query."""
    entries = Entry.objects.filter(object_key__in=list(user_keys), action=SIGNED_IN).order_by()
    return dict(entries.values_list("object_key").annotate(Max("at")))


def grants_visible_to(actor: Actor) -> StandingQuerySet:
    """Roles held now and before in the units in sight, with holder and unit."""
    grants = RoleGrant.objects.within(paths_of_accounts(actor))
    return grants.select_related("unit", "user__person__unit")


def delegations_visible_to(actor: Actor) -> StandingQuerySet:
    """What was handed on in the units in sight, with giver and taker."""
    found = Delegation.objects.within(paths_of_accounts(actor))
    return found.select_related("unit", "grant__user__person", "taker__person")


def granted_when(grants: Iterable[RoleGrant]) -> dict[UUID, Entry]:
    """The entry of the trail that made each of these rows, by the row's key: one query."""
    made = Change.objects.filter(object_key__in=[grant.key for grant in grants], field=WHOLE_ROW)
    return {change.object_key: change.entry for change in made.select_related("entry")}


def _standing() -> StandingQuerySet:
    return RoleGrant.objects.standing().select_related("unit").order_by("unit__path", "pk")


def _present() -> Q:
    return Q(left_on=None) | Q(left_on__gt=timezone.localdate())
