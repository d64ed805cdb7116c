"""Every cell of the matrix is asked for, and answers as the rules say."""

from __future__ import annotations

import pytest
from django.db import connection

from . import matrix
from .asking import ask
from .judging import faults

pytestmark = pytest.mark.django_db

#: On PostgreSQL, where only what the database is asked can differ: who keeps the records of two trees, who
#: looks in from above, and who sees nothing. Each address, relation and method is asked there as well.
ON_POSTGRESQL = ("clerk", "inspector", "no_role")


def players():
    everybody = matrix.players()
    if connection.vendor == "sqlite":
        return list(everybody)
    return [(tenant, role) for tenant, role in everybody if role in ON_POSTGRESQL]


@pytest.mark.parametrize("address", list(matrix.addresses()), ids=str)
def test_every_cell_answers_as_the_rules_say(units, before, address):
    wrong = [
        f"{tenant} {role} {fault}"
        for tenant, role in players()
        for cell in matrix.cells_of(address, role)
        for fault in faults(cell, ask(units, tenant, cell, before), units, tenant)
    ]

    assert wrong == []
