"""The cast: a bureau with its people, the same in every test, made through the same door as in real life."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from bihuan.domain.accounts import queries
from bihuan.domain.accounts.models import User
from bihuan.domain.accounts.operations.grants import grant_role
from bihuan.domain.accounts.operations.users import create_user
from bihuan.domain.organizations.enums import UnitKind
from bihuan.domain.organizations.models import Person, Unit
from bihuan.domain.organizations.operations.people import create_person
from bihuan.domain.organizations.operations.units import create_unit
from bihuan.domain.trail.actor import SYSTEM, Actor

PASSWORD = "only-for-tests"


@dataclass(slots=True)
class Bureau:
    """A bureau with an office, a finance section and a few people."""

    unit: Unit
    office: Unit
    finance: Unit
    head: Person
    deputy: Person
    officer: Person


@pytest.fixture
def bureau(db) -> Bureau:
    """青禾县水务局, fictional."""
    unit = create_unit(
        parent=None, actor=SYSTEM, kind=UnitKind.ORGAN, name="青禾县水务局", short_name="水务局"
    )
    office, finance = (
        create_unit(parent=unit, actor=SYSTEM, kind=UnitKind.DEPARTMENT, name=name, position=n)
        for n, name in enumerate(["办公室", "财务科"])
    )
    head, deputy, officer = (
        create_person(unit=unit, actor=SYSTEM, **fields)
        for fields in (
            {"staff_number": "001", "name": "沈知远", "post": "党组书记、局长", "team_order": 1},
            {"staff_number": "002", "name": "韩若溪", "post": "党组成员、副局长", "team_order": 2},
            {"staff_number": "003", "name": "乔一帆", "post": "办公室主任", "department": office},
        )
    )
    return Bureau(unit, office, finance, head, deputy, officer)


def user_with(person: Person, role: str | None, username: str) -> User:
    user = create_user(person=person, actor=SYSTEM, username=username, password=PASSWORD)
    if role:
        grant_role(unit=person.unit, user=user, actor=SYSTEM, role=role)
    return user


@pytest.fixture
def clerk_user(bureau) -> User:
    return user_with(bureau.officer, "clerk", "clerk")


@pytest.fixture
def leader_user(bureau) -> User:
    return user_with(bureau.deputy, "leader", "leader")


@pytest.fixture
def stranger_user(db) -> User:
    """The clerk of another tenant: must never see anything of the bureau."""
    unit = create_unit(parent=None, actor=SYSTEM, kind=UnitKind.ORGAN, name="白鹭县林业局")
    person = create_person(unit=unit, actor=SYSTEM, staff_number="901", name="郁青")
    return user_with(person, "clerk", "stranger")


def administrator(bureau: Bureau, role: str, number: str, name: str) -> User:
    person = create_person(unit=bureau.unit, actor=SYSTEM, staff_number=number, name=name)
    return user_with(person, role, role)


@pytest.fixture
def sysadmin_user(bureau) -> User:
    return administrator(bureau, "sysadmin", "801", "管一铭")


@pytest.fixture
def secadmin_user(bureau) -> User:
    return administrator(bureau, "secadmin", "802", "安如山")


@pytest.fixture
def auditor_user(bureau) -> User:
    return administrator(bureau, "auditor", "803", "审明远")


@pytest.fixture
def administrators(sysadmin_user, secadmin_user, auditor_user) -> tuple[User, User, User]:
    """All three, so that roles can be granted and the trail be read."""
    return sysadmin_user, secadmin_user, auditor_user


@pytest.fixture
def sysadmin(sysadmin_user) -> Actor:
    return queries.actor_of(sysadmin_user)


@pytest.fixture
def secadmin(secadmin_user) -> Actor:
    return queries.actor_of(secadmin_user)


@pytest.fixture
def auditor(auditor_user) -> Actor:
    return queries.actor_of(auditor_user)


@pytest.fixture
def clerk(clerk_user) -> Actor:
    return queries.actor_of(clerk_user)


@pytest.fixture
def leader(leader_user) -> Actor:
    return queries.actor_of(leader_user)


@pytest.fixture
def stranger(stranger_user) -> Actor:
    return queries.actor_of(stranger_user)


@pytest.fixture
def clerk_client(client, clerk_user):
    client.force_login(clerk_user)
    return client


@pytest.fixture
def leader_client(client, leader_user):
    client.force_login(leader_user)
    return client


@pytest.fixture
def stranger_client(client, stranger_user):
    client.force_login(stranger_user)
    return client


@pytest.fixture
def sysadmin_client(client, sysadmin_user):
    client.force_login(sysadmin_user)
    return client


@pytest.fixture
def secadmin_client(client, secadmin_user):
    client.force_login(secadmin_user)
    return client


@pytest.fixture
def auditor_client(client, auditor_user):
    client.force_login(auditor_user)
    return client
