"""The rows that are about one person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models import Q

from bihuan.domain.accounts.models import Delegation, RoleGrant, SecondFactor, User
from bihuan.domain.accounts.sessions import mark_of
from bihuan.domain.exchange.models import ImportBatch
from bihuan.domain.organizations.models import BranchMembership, Dated, Person, Post, TeamSeat, Unit
from bihuan.domain.rectification.enums import Progress
from bihuan.domain.rectification.models import Item, ItemOwner


@dataclass(frozen=True, slots=True)
class Holdings:
    """All rows about a person. ``namesake``: somebody else of the tenant has the same name."""

    person: Person
    namesake: bool
    user: User | None
    dated: tuple[Dated, ...]
    grants: tuple[RoleGrant, ...]
    delegations: tuple[Delegation, ...]
    factors: tuple[SecondFactor, ...]
    items: tuple[Item, ...]
    owners: tuple[ItemOwner, ...]
    sessions: tuple[Session, ...]

    @property
    def open_items(self) -> list[Item]:
        """Standing items that are not done and that the person answers for, in order."""
        owned = [owner.item for owner in self.owners if owner.withdrawn_at is None]
        answering = {item.pk: item for item in (*self.items, *owned)}
        still_open = [i for i in answering.values() if i.withdrawn_at is None and i.progress != Progress.DONE]
        return sorted(still_open, key=lambda item: (item.cycle_id, item.position))


def holdings_of(person: Person) -> Holdings:
    """Load what is about a person: twelve queries."""
    user = User.objects.select_related("person__tenant").filter(person=person).first()
    namesakes = Person.objects.filter(tenant=person.tenant, name=person.name).exclude(pk=person.pk)
    namesake = namesakes.exists()
    return Holdings(
        person=person,
        namesake=namesake,
        user=user,
        dated=tuple(_dated(person)),
        grants=tuple(_grants(user)) if user else (),
        delegations=tuple(_delegations(user)) if user else (),
        factors=tuple(SecondFactor.objects.filter(user=user)) if user else (),
        items=tuple(_items(person)),
        owners=tuple(_owners(person, by_name=not namesake)),
        sessions=tuple(_sessions(user)) if user else (),
    )


def batches_of(person: Person) -> Iterable[ImportBatch]:
    """Imports of the tenant's units: their cells may hold the person's name."""
    units = Unit.objects.filter(path__startswith=person.tenant.path)
    return ImportBatch.objects.filter(unit_key__in=units.values("key")).order_by("pk").iterator(chunk_size=20)


def _grants(user: User) -> Iterable[RoleGrant]:
    return RoleGrant.objects.filter(user=user).select_related("unit").order_by("pk")


def _delegations(user: User) -> Iterable[Delegation]:
    """Roles that the user handed on, and those handed to the user."""
    rows = Delegation.objects.filter(Q(taker=user) | Q(grant__user=user))
    return rows.select_related("unit", "grant").order_by("pk")


def _dated(person: Person) -> Iterable[Dated]:
    """Posts, branches and seats, past and present: three queries."""
    for model in (Post, BranchMembership, TeamSeat):
        yield from model.objects.filter(person=person).select_related("unit").order_by("pk")


def _items(person: Person) -> Iterable[Item]:
    answering = Item.objects.filter(Q(responsible_leader=person) | Q(contact=person))
    return answering.select_related("measure", "cycle", "unit").order_by("cycle__year", "position")


def _owners(person: Person, *, by_name: bool) -> Iterable[ItemOwner]:
    """Owners that are the person; where nobody else has the name, also those known by name only."""
    who = Q(person=person)
    if by_name:
        named = Q(person=None, owner_unit=None, name=person.name)
        who |= named & Q(unit__path__startswith=person.tenant.path)
    rows = ItemOwner.objects.filter(who).select_related("unit", "item__measure", "item__cycle")
    return rows.order_by("item__cycle__year", "item__position", "pk")


def _sessions(user: User) -> Iterable[Session]:
    """What a session holds is encoded, so each that may be the user's is looked into."""
    found = Session.objects.filter(pk__startswith=mark_of(user.pk)).order_by("pk")
    return (session for session in found if session.get_decoded().get(SESSION_KEY) == str(user.pk))
