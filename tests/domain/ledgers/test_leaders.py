"""A leader's year: each number is that of its records, and only two people ever open the page."""

from __future__ import annotations

import dataclasses
import datetime
import random
from decimal import Decimal
from typing import Any

import pytest

from bihuan.core.registry.mechanisms import mechanisms
from bihuan.domain.ledgers.leaders.access import leads_now, may_open
from bihuan.domain.ledgers.leaders.sections import sections_of
from bihuan.domain.ledgers.models import Activity, Attendance, Mark
from bihuan.domain.ledgers.operations.records import enter_record, withdraw_record
from bihuan.domain.organizations.enums import LeadingBody, UnitKind
from bihuan.domain.organizations.models import Unit
from bihuan.domain.organizations.operations.branches import join_branch
from bihuan.domain.organizations.operations.people import create_person
from bihuan.domain.organizations.operations.units import create_unit
from bihuan.domain.trail import door
from bihuan.domain.trail.actor import SYSTEM
from tests.records import DAY

pytestmark = pytest.mark.django_db

YEAR = (datetime.date(2026, 1, 1), datetime.date(2027, 1, 1))
LECTURE = {"party-lecture.lecturer_is": "leader"}
CODES = ("life", "lectures", "visits", "talks", "duties")


@pytest.fixture
def organ(bureau) -> Unit:
    """The bureau with a 党组, so that it keeps that one's ledgers."""
    with door.recorded("tests.unit.lead", actor=SYSTEM, subject=bureau.unit):
        bureau.unit.leading_body = LeadingBody.PARTY_GROUP
        bureau.unit.save()
    return bureau.unit


@pytest.fixture
def member(bureau, branch):
    """The deputy, a member of the branch since 2025."""
    join_branch(person=bureau.deputy, branch=branch, actor=SYSTEM, since=datetime.date(2025, 1, 1))
    return bureau.deputy


def entered(unit: Unit, *codes: str, on: datetime.date = DAY, values: Any = None, **details: Any) -> Activity:
    return enter_record(
        unit=unit,
        actor=SYSTEM,
        counts_in=codes,
        on=on,
        title=f"{codes[0]}/{on}",
        details=details,
        values=values or {},
    )


def attend(activity, person, state="present"):
    with door.recorded("tests.attendance.make", actor=SYSTEM, subject=activity):
        Attendance(unit=activity.unit, activity=activity, person=person, state=state).save()


def duty(leader, form: str, area: str = "") -> dict[str, Any]:
    given = {"leader": leader, "form": form, "area": area}
    return {f"integrity-duties.{name}": value for name, value in given.items()}


def told(person, code: str) -> list[tuple[Any, str]]:
    (section,) = (each for each in sections_of(person, *YEAR) if each.code == code)
    return [(line.record, line.remark) for line in section.lines]


def test_own_branch_once_however_often_it_counts(branch, member):
    double = entered(branch, "theme-day", "party-lecture", values=LECTURE)
    late = entered(branch, "general-meeting", on=datetime.date(2026, 4, 6))
    hosted = entered(branch, "theme-day", on=datetime.date(2026, 5, 6), host=member)
    attend(double, member)
    attend(late, member, "made_up")

    assert told(member, "life") == [(double, "参加"), (late, "补学"), (hosted, "主持")]


@pytest.mark.parametrize("state", ["absent", "leave"])
def test_whoever_was_not_there_took_no_part(branch, member, state):
    attend(entered(branch, "theme-day"), member, state)

    assert told(member, "life") == []


def test_other_branches_and_earlier_days_do_not_count(bureau, branch, member):
    other = create_unit(parent=bureau.unit, actor=SYSTEM, kind=UnitKind.BRANCH, name="第二党支部")
    for record in (
        entered(other, "theme-day"),
        entered(branch, "theme-day", on=datetime.date(2024, 12, 31)),
        entered(branch, "theme-day", on=datetime.date(2025, 12, 31)),
    ):
        attend(record, member)

    assert told(member, "life") == []


def test_lectures_are_the_lecturers(organ, bureau, branch, member):
    given = entered(branch, "party-lecture", values=LECTURE, lecturer=member)
    attend(entered(organ, "party-lecture", values=LECTURE, lecturer=bureau.head), member)
    entered(branch, "theme-day", lecturer=member)

    assert told(member, "lectures") == [(given, "")]


def test_visits_with_problems_solved(organ, member):
    values = {"field-visits.problems": Decimal(3), "field-visits.solved": Decimal(2)}
    solved = entered(organ, "field-visits", values=values)
    brought = entered(
        organ, "field-visits", on=datetime.date(2026, 4, 6), values={"field-visits.problems": 1}
    )
    silent = entered(organ, "field-visits", on=datetime.date(2026, 5, 6), host=member)
    for record in (solved, brought):
        attend(record, member)

    assert told(member, "visits") == [
        (solved, "带回问题3个，已解决2个"),
        (brought, "带回问题1个"),
        (silent, ""),
    ]
    (section,) = (each for each in sections_of(member, *YEAR) if each.code == "visits")
    assert (section.count, section.note) == (3, "带回问题4个，已解决2个")


def test_talks_and_deployments_on_duty(organ, bureau, branch, member):
    talk = entered(branch, "heart-talks", values={"heart-talks.between": "committee"}, host=member)
    duty_talk = entered(organ, "integrity-duties", values=duty(member, "talk"), on=datetime.date(2026, 4, 6))
    meeting = entered(organ, "integrity-duties", values=duty(member, "meeting", "水费征收"))
    attend(entered(organ, "integrity-duties", values=duty(bureau.head, "meeting")), member)

    assert told(member, "talks") == [(talk, ""), (duty_talk, "")]
    assert told(member, "duties") == [(meeting, "部署会，水费征收")]


def test_a_withdrawn_record_is_gone(branch, member):
    record = entered(branch, "theme-day", host=member)
    withdraw_record(record=record, actor=SYSTEM, seen=record.version, reason="记重了")

    assert told(member, "life") == []


def test_what_was_not_kept_is_unknown_not_zero(organ, bureau, branch, member):
    entered(branch, "theme-day", on=datetime.date(2026, 1, 6))
    entered(organ, "field-visits", on=datetime.date(2026, 1, 6))

    found = {each.code: (each.count, each.unknown) for each in sections_of(member, *YEAR)}

    assert found == {
        "life": (0, ""),
        "lectures": (None, "2个单位都没有启用“党课”的台账"),
        "visits": (0, ""),
        "talks": (None, "“谈心谈话”的台账还没有启用"),
        "duties": (None, "“党风廉政责任制与一岗双责”的台账还没有启用"),
    }
    assert sections_of(bureau.head, *YEAR)[0].unknown == "没有编入支部，不知道应参加哪里的组织生活"


def test_every_number_is_that_of_an_independent_count(organ, bureau, branch, member):
    """Many records of every kind at random; counted again from the plain rows, one by one."""
    chance, people = random.Random(20260306), [bureau.head, member, bureau.officer]
    other = create_unit(parent=organ, actor=SYSTEM, kind=UnitKind.BRANCH, name="第二党支部")
    for number in range(60):
        who, on = chance.choice(people), datetime.date(2025 + number % 2, chance.randint(1, 11), 6)
        unit, codes, more = chance.choice(
            [
                (branch, ["theme-day", "general-meeting"], {}),
                (other, ["theme-day"], {}),
                (branch, ["party-lecture"], {"lecturer": who, "values": LECTURE}),
                (organ, ["field-visits"], {"host": who}),
                (branch, ["heart-talks"], {"values": {"heart-talks.between": "members"}}),
                (organ, ["integrity-duties"], {"values": duty(who, "talk")}),
                (organ, ["integrity-duties"], {"values": duty(who, "study")}),
            ]
        )
        record = entered(unit, *codes, on=on, **more)
        for person in chance.sample(people, 2):
            attend(record, person, chance.choice(["present", "present", "absent", "leave", "made_up"]))

    found = {each.code: [line.record.key for line in each.lines] for each in sections_of(member, *YEAR)}

    assert {code: len(keys) for code, keys in found.items()} == counted_again(member, branch, YEAR)
    assert all(len(keys) == len(set(keys)) for keys in found.values())
    assert sum(map(len, found.values())) > 10


def counted_again(person, branch, period) -> dict[str, int]:
    count = dict.fromkeys(CODES, 0)
    for record in Activity.objects.all():
        if record.withdrawn_at or not period[0] <= record.on < period[1]:
            continue
        codes = {mark.mechanism for mark in Mark.objects.all() if mark.record_key == record.key}
        there = record.host == person or any(
            row.person == person and row.state in ("present", "made_up")
            for row in Attendance.objects.filter(activity=record)
        )
        life = [code for code in codes if mechanisms()[code].group == "organization-life"]
        form, named = (record.values.get(f"integrity-duties.{name}") for name in ("form", "leader"))
        on_duty = named == str(person.key)
        count["life"] += record.unit == branch and there and life not in ([], ["heart-talks"])
        count["lectures"] += "party-lecture" in codes and record.lecturer == person
        count["visits"] += "field-visits" in codes and there
        count["talks"] += ("heart-talks" in codes and there) or (on_duty and form == "talk")
        count["duties"] += on_duty and form != "talk"
    return count


def test_only_the_leader_and_the_own_clerk_open_it(bureau, clerk, leader, stranger, sysadmin):
    above = create_unit(parent=bureau.unit, actor=SYSTEM, kind=UnitKind.ORGAN, name="白鹭乡水务站")
    below = create_person(unit=above, actor=SYSTEM, staff_number="701", name="郁青", team_order=1)

    opened = {
        person.name: [may_open(actor, person) for actor in (clerk, leader, stranger, sysadmin)]
        for person in (bureau.deputy, bureau.head, bureau.officer, below)
    }

    assert opened == {
        "韩若溪": [True, True, False, False],
        "沈知远": [True, False, False, False],
        "乔一帆": [False, False, False, False],
        "郁青": [False, False, False, False],
    }


def test_whoever_stands_in_for_a_leader_is_not_the_leader(bureau, leader, clerk):
    standing_in = dataclasses.replace(leader, on_behalf_of=leader.user_key)

    assert not may_open(standing_in, bureau.deputy)
    assert [leads_now(actor) for actor in (leader, standing_in, clerk, SYSTEM)] == [True, False, False, False]
