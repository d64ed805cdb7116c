from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from bihuan.domain.organizations.operations.people import create_person
from bihuan.domain.trail.actor import SYSTEM
from tests.cast import user_with


class Calendar:
    """A calendar that the test turns; ``today`` is a Monday at first."""

    today = datetime.date(2026, 6, 1)

    def turn(self, days: int) -> None:
        self.today += datetime.timedelta(days=days)

    def day(self, days: int) -> datetime.date:
        return self.today + datetime.timedelta(days=days)


@pytest.fixture
def calendar(monkeypatch) -> Calendar:
    calendar = Calendar()
    monkeypatch.setattr(timezone, "localdate", lambda *arguments: calendar.today)
    return calendar


@pytest.fixture
def colleague(bureau):
    """Somebody of the bureau with an account and no role but that of everybody."""
    person = create_person(unit=bureau.unit, actor=SYSTEM, staff_number="004", name="白芷")
    return user_with(person, "staff", "colleague")
