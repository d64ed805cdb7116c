"""The auditors of two tenants, with the administrators who open the trail."""

from __future__ import annotations

import pytest

from bihuan.domain.organizations.operations.people import create_person
from bihuan.domain.trail.actor import SYSTEM
from tests.cast import user_with


@pytest.fixture
def auditor_client(client, administrators):
    client.force_login(administrators[2])
    return client


@pytest.fixture
def foreign_auditor_user(stranger_user):
    """The auditor of the other tenant, where all three administrators are there too."""
    unit, users = stranger_user.person.unit, {}
    for number, role in enumerate(["sysadmin", "secadmin", "auditor"]):
        person = create_person(unit=unit, actor=SYSTEM, staff_number=f"95{number}", name="江晚晴")
        users[role] = user_with(person, role, f"foreign-{role}")
    return users["auditor"]
