"""Two cases of the bureau on a Friday in March, and how tests let something happen to one."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.utils import timezone

from bihuan.domain.ledgers.models import Case
from bihuan.domain.ledgers.operations.cases import add_event
from bihuan.domain.trail.actor import SYSTEM
from tests.shaped_records import entered


def day(text: str) -> datetime.date:
    """A day of 2026."""
    return datetime.date.fromisoformat(f"2026-{text}")


def happened(case: Case, kind: str, on: str, **more: Any) -> Case:
    return add_event(case=case, actor=SYSTEM, seen=case.version, kind=kind, on=day(on), **more)


@pytest.fixture
def in_march(monkeypatch) -> None:
    """Today is the 20th of March 2026, a Friday."""
    monkeypatch.setattr(timezone, "localdate", lambda: day("03-20"))


@pytest.fixture
def petition(bureau, in_march) -> Case:
    """An appeal that came in on the 2nd of March and was accepted on the 5th: due on the 4th of May."""
    values = {"petitions.category": "appeal", "petitions.way": "letter"}
    case = entered(bureau.unit, "petitions", "反映取水难", on=day("03-02"), route="direct", values=values)
    return happened(case, "accepted", "03-05")


@pytest.fixture
def ticket(bureau, in_march) -> Case:
    """A request for help of the hot line, received on Tuesday the 10th of March: due on the 17th."""
    values = {"hotline.channel": "hotline", "hotline.demand": "help"}
    return entered(bureau.unit, "hotline", "路灯不亮", on=day("03-10"), values=values)
