"""Two trees of units with one of every object in every relation, made through the door as in real life."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from django.conf import settings
from django.test import Client

from bihuan.domain.accounts.models import User
from bihuan.domain.accounts.operations.grants import grant_role
from bihuan.domain.accounts.operations.users import create_user
from bihuan.domain.organizations.enums import UnitKind
from bihuan.domain.organizations.models import Person, Unit
from bihuan.domain.organizations.operations.people import create_person
from bihuan.domain.organizations.operations.units import create_unit
from bihuan.domain.trail import door
from bihuan.domain.trail.actor import SYSTEM
from bihuan.domain.trail.recorded import RecordedModel

from . import colleagues, holders, matrix, objects, record_sheets, records

PASSWORD = "only-for-tests"

#: Fictional, each with a name that stands in every text of the unit and nowhere else.
NAMES = {
    "first": {"superior": "青禾省", "own": "云溪市", "sibling": "石泉市", "subordinate": "柳浦县"},
    "second": {"superior": "白鹭省", "own": "雁栖市", "sibling": "枫桥市", "subordinate": "竹园县"},
}
PARENTS = {"superior": None, "own": "superior", "sibling": "superior", "subordinate": "own"}


@dataclass(slots=True)
class Member:
    """A person of a unit who may sign in; ``session`` is empty for whoever is signed out.

    ``elsewhere`` is the session in another browser.
    """

    user: User | None
    session: str = ""
    elsewhere: str = ""
    keys: frozenset[UUID] = frozenset()

    def client(self, *, checks_csrf: bool = False) -> Client:
        """A browser of theirs, as if nothing had been clicked in it yet."""
        client = Client(enforce_csrf_checks=checks_csrf, raise_request_exception=False)
        if self.session:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.session
        return client


@dataclass(slots=True)
class Tenant:
    """A tree of units. The people of the matrix sit in its ``own`` unit."""

    name: str
    units: dict[str, Unit] = field(default_factory=dict)
    members: dict[str, Member] = field(default_factory=dict)
    objects: dict[tuple[str, str], RecordedModel] = field(default_factory=dict)

    def marker(self, relation: str) -> str:
        return NAMES[self.name][relation]


@dataclass(slots=True, eq=False)
class World:
    """Everything; ``homes`` tells for each key of a row which right shows it and the key of its unit.

    ``parents`` are the units that inner ones are a part of.
    """

    tenants: dict[str, Tenant]
    homes: dict[str, tuple[str, UUID]] = field(default_factory=dict)
    parents: dict[UUID, UUID] = field(default_factory=dict)

    def object(self, tenant: str, kind: str, relation: str) -> RecordedModel | None:
        """The object in that relation to the people of the tenant; None where there is none to be found."""
        if relation in ("missing", "none"):
            return None
        if relation == "other_tenant":
            return self.tenants[other(tenant)].objects[kind, "own"]
        return self.tenants[tenant].objects[kind, relation]

    def key(self, tenant: str, kind: str, relation: str) -> UUID:
        found = self.object(tenant, kind, relation)
        return found.key if found else UUID(int=0)


def other(tenant: str) -> str:
    return next(name for name in matrix.TENANTS if name != tenant)


def built() -> World:
    """Everything, in an open transaction of the caller's."""
    world = World({name: Tenant(name) for name in matrix.TENANTS})
    for tenant in world.tenants.values():
        _plant(tenant)
        _administer(tenant)
        _invite(tenant)
        _furnish(tenant)
    inner = Unit.objects.exclude(kind=UnitKind.ORGAN)
    world.parents = dict(inner.values_list("key", "parent__key"))
    return world


def _plant(tenant: Tenant) -> None:
    for relation, above in PARENTS.items():
        unit = create_unit(
            parent=tenant.units[above] if above else None,
            actor=SYSTEM,
            kind=UnitKind.ORGAN,
            name=f"{tenant.marker(relation)}水务局",
        )
        create_unit(
            parent=unit, actor=SYSTEM, kind=UnitKind.DEPARTMENT, name=f"{tenant.marker(relation)}办公室"
        )
        tenant.units[relation] = tenant.objects["unit", relation] = unit


def _administer(tenant: Tenant) -> None:
    """Roles can be granted and the trail be read only where all three administrators are."""
    root = tenant.units["superior"]
    for number, role in enumerate(("sysadmin", "secadmin", "auditor"), start=90):
        colleagues.account(_person(tenant, "superior", number), f"{tenant.name}-root-{role}", role, root)


def _invite(tenant: Tenant) -> None:
    for number, (role, table) in enumerate(matrix.data()["roles"].items(), start=1):
        if role == "signed_out":
            tenant.members[role] = Member(None)
            continue
        person = _person(tenant, "own", number, team_order=number)
        user = create_user(person=person, actor=SYSTEM, username=f"{tenant.name}-{role}", password=PASSWORD)
        grants = table.get("grants") or ("clerk" if role == "inactive" else "")
        if grants:
            grant_role(unit=person.unit, user=user, actor=SYSTEM, role=grants)
        keys = {user.key, person.key, person.unit.key, *user.grants.values_list("key", flat=True)}
        tenant.members[role] = Member(user, _session(user), _session(user), frozenset(keys))
    _switch_off(tenant.members["inactive"].user)


def _person(tenant: Tenant, relation: str, number: int, **more: object) -> Person:
    return create_person(
        unit=tenant.units[relation],
        actor=SYSTEM,
        staff_number=f"{relation}-{number}",
        name=f"{tenant.marker(relation)}{'甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未'[number % 18]}",
        **more,
    )


def _session(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _switch_off(user: User) -> None:
    """The user is shut out while a session of theirs is open."""
    with door.recorded("tests.user.switch_off", actor=SYSTEM, subject=user):
        user.is_active = False
        user.save(update_fields=["is_active"])


def _furnish(tenant: Tenant) -> None:
    answering = tenant.members["answering_leader"].user.person
    tenant.objects |= colleagues.rows(tenant.units, tenant.marker)
    tenant.objects |= holders.rows(tenant.units, tenant.marker)
    tenant.objects |= records.rows(tenant.units, tenant.marker)
    tenant.objects |= record_sheets.rows(tenant.units, tenant.marker)
    for relation, unit in tenant.units.items():
        tenant.objects["person", relation] = (
            answering if relation == "own" else _person(tenant, relation, 1, team_order=1)
        )
        office = objects.Office(unit, tenant.marker(relation), answering)
        for kind, row in office.standing().items():
            tenant.objects[kind, relation] = row
        if relation == "own":
            for state, rows in (("withdrawn", office.withdrawn()), ("closed", office.closed())):
                for kind, row in rows.items():
                    tenant.objects[kind, state] = row
