"""One record of every shape that has parts of its own."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from bihuan.domain.ledgers.models import Award, Plan, Poll, RegisterEntry, Scorecard
from bihuan.domain.ledgers.operations.records import enter_record
from bihuan.domain.trail.actor import SYSTEM
from tests.records import DAY

CATEGORY = "member"


def entered(unit: Any, mechanism: str, title: str, on: datetime.date = DAY, **details: Any) -> Any:
    values = details.pop("values", {})
    return enter_record(
        unit=unit, actor=SYSTEM, counts_in=[mechanism], on=on, title=title, details=details, values=values
    )


@pytest.fixture
def plan(bureau) -> Plan:
    return entered(
        bureau.unit,
        "key-projects",
        "智慧水务平台",
        goal="建成平台",
        values={"key-projects.programme": "三项工程"},
    )


@pytest.fixture
def entry(bureau) -> RegisterEntry:
    return entered(bureau.unit, "rules-register", "现场办公制度", owner=bureau.officer)


@pytest.fixture
def award(branch) -> Award:
    return entered(
        branch, "member-awards", "年度优秀党员", quota=1, values={"member-awards.category": CATEGORY}
    )


@pytest.fixture
def scorecard(branch) -> Scorecard:
    return entered(branch, "branch-standards", "标准化自查", standard="支部标准")


@pytest.fixture
def poll(bureau) -> Poll:
    return entered(bureau.unit, "conduct-appraisal", "作风评议", issued=50, returned=48, valid=47)
