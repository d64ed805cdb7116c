"""The cast: a bureau with its people, the same in every test, made through the same door as in real life."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from bihuan.domain.accounts import operations as accounts
from bihuan.domain.accounts import queries
from bihuan.domain.accounts.enums import Role
from bihuan.domain.accounts.models import User
from bihuan.domain.organizations import operations as organizations
from bihuan.domain.organizations.enums import UnitKind
from bihuan.domain.organizations.models import Person, Unit
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
    unit = organizations.create_unit(
        parent=None, actor=SYSTEM, kind=UnitKind.ORGAN, name="青禾县水务局", short_name="水务局"
    )
    office, finance = (
        organizations.create_unit(parent=unit, actor=SYSTEM, kind=UnitKind.DEPARTMENT, name=name, position=n)
        for n, name in enumerate(["办公室", "财务科"])
    )
    head, deputy, officer = (
        organizations.create_person(unit=unit, actor=SYSTEM, **fields)
        for fields in (
            {"staff_number": "001", "name": "沈知远", "post": "党组书记、局长", "team_order": 1},
            {"staff_number": "002", "name": "韩若溪", "post": "党组成员、副局长", "team_order": 2},
            {"staff_number": "003", "name": "乔一帆", "post": "办公室主任", "department": office},
        )
    )
    return Bureau(unit, office, finance, head, deputy, officer)


def user_with(person: Person, role: Role | None, username: str) -> User:
    user = accounts.create_user(person=person, actor=SYSTEM, username=username, password=PASSWORD)
    if role:
        accounts.grant_role(unit=person.unit, user=user, actor=SYSTEM, role=role)
    return user


@pytest.fixture
def clerk_user(bureau) -> User:
    return user_with(bureau.officer, Role.CLERK, "clerk")


@pytest.fixture
def leader_user(bureau) -> User:
    return user_with(bureau.deputy, Role.LEADER, "leader")


@pytest.fixture
def stranger_user(db) -> User:
    """The clerk of another tenant: must never see anything of the bureau."""
    unit = organizations.create_unit(parent=None, actor=SYSTEM, kind=UnitKind.ORGAN, name="白鹭县林业局")
    person = organizations.create_person(unit=unit, actor=SYSTEM, staff_number="901", name="郁青")
    return user_with(person, Role.CLERK, "stranger")


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
