"""A branch of the bureau and the records that tests enter in its ledgers."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from bihuan.core.registry.files import read_toml
from bihuan.core.registry.mechanisms import mechanism_of, mechanisms
from bihuan.domain.ledgers.models import Activity
from bihuan.domain.ledgers.norms import asked
from bihuan.domain.ledgers.operations.records import enter_record
from bihuan.domain.organizations.enums import UnitKind
from bihuan.domain.organizations.models import Unit
from bihuan.domain.organizations.operations.units import create_unit
from bihuan.domain.trail.actor import SYSTEM

DAY = datetime.date(2026, 3, 6)


@pytest.fixture
def branch(bureau) -> Unit:
    return create_unit(parent=bureau.unit, actor=SYSTEM, kind=UnitKind.BRANCH, name="机关党支部")


@pytest.fixture
def retire(monkeypatch) -> Iterator[Callable[[str, datetime.date], None]]:
    """Let the registry say that a mechanism is kept until a day, as its file would."""

    def until(code: str, last: datetime.date) -> None:
        changed = mechanism_of(code, {**read_toml("mechanisms", code), "retired": last})
        monkeypatch.setitem(mechanisms(), code, changed)
        asked.windows.cache_clear()

    yield until
    asked.windows.cache_clear()


def theme_day(unit: Unit, title: str = "3月主题党日", on: datetime.date = DAY, **fields: Any) -> Activity:
    return enter_record(
        unit=unit,
        actor=SYSTEM,
        counts_in=fields.pop("counts_in", ["theme-day"]),
        on=on,
        title=title,
        **fields,
    )
