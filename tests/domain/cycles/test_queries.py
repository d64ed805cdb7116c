"""The last meeting whose day is known: of the unit, or of the 单位 that it stands in."""

from __future__ import annotations

import datetime

import pytest

from bihuan.domain.cycles import opening
from bihuan.domain.cycles.queries import last_meeting, meeting_before
from bihuan.domain.organizations.enums import UnitKind
from bihuan.domain.organizations.operations.units import create_unit
from bihuan.domain.trail import door
from bihuan.domain.trail.actor import SYSTEM

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 25)


def met(unit, year, day):
    with door.recorded("tests.cycle.open", actor=SYSTEM, subject=unit):
        cycle = opening.opened(unit, year)
        opening.met(cycle, day)
    return cycle


def test_nothing_is_known(bureau):
    met(bureau.unit, 2025, None)

    assert last_meeting(bureau.unit, TODAY) is None


def test_the_latest_is_the_last_and_one_to_come_is_none(bureau):
    met(bureau.unit, 2024, datetime.date(2025, 1, 16))
    last = met(bureau.unit, 2025, datetime.date(2026, 1, 22))
    met(bureau.unit, 2026, datetime.date(2027, 1, 20))

    assert last_meeting(bureau.unit, TODAY) == last
    assert last_meeting(bureau.unit, datetime.date(2026, 1, 22)) == last
    assert last_meeting(bureau.unit, datetime.date(2026, 1, 21)).year == 2024


def test_what_was_said_first_stays(bureau):
    met(bureau.unit, 2025, datetime.date(2026, 1, 22))

    assert met(bureau.unit, 2025, datetime.date(2026, 1, 23)).met_on == datetime.date(2026, 1, 22)


def test_a_branch_takes_that_of_its_bureau_unless_it_has_its_own(bureau, branch):
    of_bureau = met(bureau.unit, 2025, datetime.date(2026, 1, 22))
    assert last_meeting(branch, TODAY) == of_bureau

    own = met(branch, 2024, datetime.date(2025, 1, 8))

    assert (last_meeting(branch, TODAY), last_meeting(bureau.unit, TODAY)) == (own, of_bureau)


def test_a_bureau_below_and_a_stranger_take_nobody_else_s(bureau, stranger_user):
    met(bureau.unit, 2025, datetime.date(2026, 1, 22))
    below = create_unit(parent=bureau.unit, actor=SYSTEM, kind=UnitKind.ORGAN, name="白鹭乡水务站")

    assert last_meeting(below, TODAY) is None
    assert last_meeting(stranger_user.person.unit, TODAY) is None


def test_the_meeting_before_is_of_an_earlier_year_and_the_same_unit(bureau, branch):
    first = met(bureau.unit, 2023, datetime.date(2024, 1, 10))
    met(bureau.unit, 2024, None)
    met(branch, 2024, datetime.date(2025, 1, 8))
    cycle = met(bureau.unit, 2025, datetime.date(2026, 1, 22))

    assert (meeting_before(cycle), meeting_before(first)) == (first, None)
