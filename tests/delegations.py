"""A calendar that a test turns, a colleague, and a role in that colleague's hands."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from bihuan.domain.accounts import queries
from bihuan.domain.accounts.delegation_operations import hand_on
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


@pytest.fixture
def handed(leader_user, colleague, calendar):
    """The leader's role in the colleague's hands, from today for a week."""
    return hand_on(
        grant=leader_user.grants.get(),
        actor=queries.actor_of(leader_user),
        taker=colleague,
        since=calendar.day(0),
        until=calendar.day(7),
        reason="外出培训",
    )
