"""A calendar that a test turns, a colleague, and a role that is handed to that colleague."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from bihuan.domain.accounts.models import Delegation, RoleGrant
from bihuan.domain.accounts.operations.delegations import hand_on
from bihuan.domain.organizations.models import Person
from bihuan.domain.organizations.operations.people import create_person
from bihuan.domain.trail import door
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
def grant(leader_user) -> RoleGrant:
    """The leader's role."""
    return leader_user.grants.get()


@pytest.fixture
def hand(grant, leader, colleague, calendar) -> Callable[..., Delegation]:
    """Hand the leader's role to the colleague, from today for a week unless said otherwise."""

    def hand(start: int = 0, end: int = 7, **changed: Any) -> Delegation:
        arguments = {
            "grant": grant,
            "actor": leader,
            "taker": colleague,
            "since": calendar.day(start),
            "until": calendar.day(end),
            "reason": "外出培训",
        }
        return hand_on(**arguments | changed)

    return hand


@pytest.fixture
def handed(hand) -> Delegation:
    """The leader's role in the colleague's hands."""
    return hand()


def leave(person: Person, day: datetime.date) -> None:
    """Let the person leave on a day, also on one that the register does not take yet."""
    with door.recorded("tests.person.leave", actor=SYSTEM, subject=person):
        person.left_on = day
        person.save()
