from __future__ import annotations

import pytest

from bihuan.domain.organizations.enums import UnitKind
from bihuan.domain.organizations.operations.units import create_unit
from bihuan.domain.trail.actor import SYSTEM


def made(parent, name, kind):
    return create_unit(parent=parent, actor=SYSTEM, kind=kind, name=name)


@pytest.fixture
def station(bureau):
    """A 下属单位 of the bureau."""
    return made(bureau.unit, "水文站", UnitKind.SUBORDINATE)


@pytest.fixture
def garden(bureau):
    """Another 下属单位 beside the station."""
    return made(bureau.unit, "灌溉试验站", UnitKind.SUBORDINATE)


@pytest.fixture
def branch(bureau):
    return made(bureau.unit, "第一党支部", UnitKind.BRANCH)


@pytest.fixture
def other_branch(bureau):
    return made(bureau.unit, "第二党支部", UnitKind.BRANCH)
