from __future__ import annotations

import pytest

from bihuan.domain.organizations.enums import UnitKind
from bihuan.domain.organizations.models import Unit

from .register import unit_below


@pytest.fixture
def station(bureau) -> Unit:
    """A 下属单位 of the bureau."""
    return unit_below(bureau.unit, "水文站", UnitKind.SUBORDINATE)


@pytest.fixture
def garden(bureau) -> Unit:
    """Another 下属单位 beside the station."""
    return unit_below(bureau.unit, "灌溉试验站", UnitKind.SUBORDINATE)


@pytest.fixture
def first_branch(bureau) -> Unit:
    return unit_below(bureau.unit, "第一党支部", UnitKind.BRANCH)


@pytest.fixture
def second_branch(bureau) -> Unit:
    return unit_below(bureau.unit, "第二党支部", UnitKind.BRANCH)
