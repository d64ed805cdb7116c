"""The twin's ledger with links judged by a person."""

from __future__ import annotations

import pytest

from . import twin

WEAKLY = ("动真碰硬的劲头不足", "践行群众路线，锤炼过硬作风")


@pytest.fixture
def cycle(bureau, clerk):
    cycle = twin.built(bureau.unit, clerk)
    twin.judge_by_gold(cycle, clerk, weak=(WEAKLY,))
    return cycle
