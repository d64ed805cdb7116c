"""A ledger to look at: the twin report, nobody has judged a link yet."""

from __future__ import annotations

import pytest

from bihuan.domain.rectification.view import ledger_of
from tests.domain.compilations import twin


@pytest.fixture
def cycle(bureau, clerk):
    return twin.built(bureau.unit, clerk)


@pytest.fixture
def ledger(cycle):
    return ledger_of(cycle)
