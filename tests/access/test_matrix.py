"""Every cell of the matrix is asked for, and answers as the rules say."""

from __future__ import annotations

import pytest

from . import matrix
from .asking import ask
from .judging import faults

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", list(matrix.addresses()), ids=str)
def test_every_cell_answers_as_the_rules_say(units, before, address):
    wrong = [
        f"{tenant} {role} {fault}"
        for tenant, role in matrix.players()
        for cell in matrix.cells_of(address, role)
        for fault in faults(cell, ask(units, tenant, cell, before), units, tenant)
    ]

    assert wrong == []
