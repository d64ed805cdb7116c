"""Who was expected is whoever belonged to the branch, or to the leadership, on that very day."""

from __future__ import annotations

import datetime

import pytest

from bihuan.core.registry.mechanisms import mechanisms
from bihuan.domain.ledgers.enums import AttendanceState as State
from bihuan.domain.ledgers.expected import invited, turnout
from bihuan.domain.ledgers.failures import WrongValue
from bihuan.domain.ledgers.models import Attendance, Mark
from bihuan.domain.ledgers.operations.attendance import Answer, set_attendance
from bihuan.domain.ledgers.operations.records import count_record, enter_record, withdraw_record
from bihuan.domain.organizations.enums import SeatKind, UnitKind
from bihuan.domain.organizations.models import TeamSeat
from bihuan.domain.organizations.operations.branches import change_branch, join_branch, leave_branch
from bihuan.domain.organizations.operations.people import create_person
from bihuan.domain.organizations.operations.units import create_unit
from bihuan.domain.organizations.withdrawing import Withdrawn
from bihuan.domain.trail import door
from bihuan.domain.trail.actor import SYSTEM
from bihuan.domain.trail.failures import NotPermitted, Stale
from tests.records import DAY, theme_day

pytestmark = pytest.mark.django_db
BEGUN = datetime.date(2025, 1, 1)


@pytest.fixture
def members(bureau, branch):
    """Three members of the branch since 2025."""
    people = [bureau.head, bureau.deputy, bureau.officer]
    for person in people:
        join_branch(person=person, branch=branch, actor=SYSTEM, since=BEGUN)
    return people


def answers(*pairs):
    return [Answer(person.key, *rest) for person, *rest in pairs]


def written(activity, actor, *pairs):
    activity.refresh_from_db()
    return set_attendance(activity=activity, actor=actor, seen=activity.version, answers=answers(*pairs))


def numbers(activity):
    found = turnout(activity.attendance.all())
    return found.due, found.present, found.made_up, found.leave, found.absent, found.guests


def test_nobody_is_due_at_what_only_some_take_part_in(branch, members, clerk, bureau):
    talk = theme_day(branch, counts_in=["heart-talks"], values={"heart-talks.between": "members"})

    talk = written(talk, clerk, (bureau.head, State.PRESENT), (bureau.officer, State.PRESENT))

    assert (numbers(talk), talk.due_count) == ((0, 0, 0, 0, 0, 2), 0)
    assert [each.due for each in invited(branch, DAY, [mechanisms()["heart-talks"]])] == [False] * 3


def test_everybody_is_due_where_it_counts_in_a_meeting_as_well(branch, members):
    both = [mechanisms()["civic-culture"], mechanisms()["theme-day"]]

    assert [each.due for each in invited(branch, DAY, both)] == [True] * 3


def test_everybody_present_is_written_down_once(branch, members, clerk):
    activity = theme_day(branch)

    for _ in range(2):
        activity = written(activity, clerk, *((person, State.PRESENT) for person in members))

    assert numbers(activity) == (3, 3, 0, 0, 0, 0)
    assert (activity.due_count, activity.present_count, turnout(activity.attendance.all()).share) == (
        3,
        3,
        100,
    )
    assert Attendance.objects.count() == 3


def test_reasons_are_kept_and_the_share_is_not_rounded_up(branch, members, clerk):
    head, deputy, officer = members
    activity = theme_day(branch)

    activity = written(
        activity,
        clerk,
        (head, State.PRESENT),
        (deputy, State.LEAVE, "出差"),
        (officer, State.PRESENT, "多余"),
    )

    assert numbers(activity) == (3, 2, 0, 1, 0, 0)
    assert turnout(activity.attendance.all()).share == 66
    assert list(activity.attendance.order_by("pk").values_list("reason", flat=True)) == ["", "出差", ""]


def test_leave_needs_a_reason_and_nothing_is_written_without(branch, members, clerk):
    with pytest.raises(WrongValue, match="“韩若溪”请假的理由没有填写"):
        written(theme_day(branch), clerk, (members[0], State.PRESENT), (members[1], State.LEAVE, " "))
    assert not Attendance.objects.exists()


def test_an_absence_needs_no_reason(branch, members, clerk):
    assert numbers(written(theme_day(branch), clerk, (members[0], State.ABSENT))) == (1, 0, 0, 0, 1, 0)


@pytest.mark.parametrize(
    ("on", "why"),
    [(None, "没有填写"), (datetime.date(2026, 3, 5), "在活动之后"), (datetime.date(2999, 1, 1), "今天以前")],
)
def test_a_day_of_making_up_that_cannot_be_is_refused(branch, members, clerk, on, why):
    with pytest.raises(WrongValue, match=why):
        written(theme_day(branch), clerk, (members[0], State.MADE_UP, "", on))


def test_making_up_is_a_state_with_its_day_and_is_not_having_come(branch, members, clerk):
    activity = written(theme_day(branch), clerk, (members[0], State.LEAVE, "住院"))

    activity = written(activity, clerk, (members[0], State.MADE_UP, "住院", datetime.date(2026, 3, 20)))

    assert numbers(activity) == (1, 0, 1, 0, 0, 0)
    row = Attendance.objects.get()
    assert (row.reason, row.made_up_on) == ("住院", datetime.date(2026, 3, 20))


def test_who_came_late_to_the_branch_was_not_expected_before(bureau, branch, members, clerk):
    other = create_unit(parent=bureau.unit, actor=SYSTEM, kind=UnitKind.BRANCH, name="第二党支部")
    change_branch(person=members[0], branch=other, actor=SYSTEM, on=datetime.date(2026, 3, 6))
    before, after = theme_day(branch, on=datetime.date(2026, 3, 5)), theme_day(branch)

    before, after = (written(each, clerk, (members[0], State.PRESENT)) for each in (before, after))
    elsewhere = written(theme_day(other), clerk, (members[0], State.PRESENT))

    assert numbers(before) == (1, 1, 0, 0, 0, 0)
    assert numbers(after) == (0, 0, 0, 0, 0, 1)
    assert numbers(elsewhere) == (1, 1, 0, 0, 0, 0)


def test_a_branch_dissolved_in_mid_quarter_expects_those_of_the_day(branch, members, clerk):
    """Members end with the branch; what it held before keeps its list."""
    before = theme_day(branch)
    for person in members:
        held = person.memberships.get()
        leave_branch(person=person, membership=held, actor=SYSTEM, on=datetime.date(2026, 5, 15))

    before = written(before, clerk, *((person, State.PRESENT) for person in members))
    after = written(theme_day(branch, on=datetime.date(2026, 5, 15)), clerk, (members[0], State.PRESENT))

    assert (numbers(before), numbers(after)) == ((3, 3, 0, 0, 0, 0), (0, 0, 0, 0, 0, 1))


def test_a_member_of_two_branches_counts_once_in_each(bureau, branch, members, clerk):
    """The dual organisation life of a leader: at home a member, elsewhere a guest, never twice in one."""
    other = create_unit(parent=bureau.unit, actor=SYSTEM, kind=UnitKind.BRANCH, name="第二党支部")
    home, away = theme_day(branch), theme_day(other)

    home, away = (written(each, clerk, (members[0], State.PRESENT)) for each in (home, away))

    assert (numbers(home), numbers(away)) == ((1, 1, 0, 0, 0, 0), (0, 0, 0, 0, 0, 1))


def test_one_activity_that_counts_in_three_is_attended_once(branch, members, clerk):
    activity = theme_day(
        branch,
        counts_in=["theme-day", "party-lecture", "biweekly-forum"],
        values={"party-lecture.lecturer_is": "member", "biweekly-forum.organizer": "own"},
    )

    written(activity, clerk, *((person, State.PRESENT) for person in members))

    assert Mark.objects.filter(record_key=activity.key).count() == 3
    assert Attendance.objects.count() == 3


def test_attendance_is_only_for_who_keeps_records(branch, members, leader, clerk):
    activity = theme_day(branch)

    with pytest.raises(NotPermitted):
        written(activity, leader, (members[0], State.PRESENT))
    written(activity, clerk, (members[0], State.PRESENT))
    with pytest.raises(Stale):
        set_attendance(activity=activity, actor=clerk, seen=1, answers=answers((members[0], State.ABSENT)))


def test_a_stranger_is_not_on_the_list(branch, stranger_user, clerk):
    with pytest.raises(WrongValue, match="名册上没有的人"):
        written(theme_day(branch), clerk, (stranger_user.person, State.PRESENT))


def test_what_is_withdrawn_has_no_attendance_to_change(branch, members, clerk):
    activity = withdraw_record(record=theme_day(branch), actor=clerk, seen=1, reason="误记")

    with pytest.raises(Withdrawn):
        written(activity, clerk, (members[0], State.PRESENT))


def test_whoever_is_taken_off_the_list_is_not_due(branch, members, clerk):
    activity = written(theme_day(branch), clerk, *((person, State.PRESENT) for person in members))

    activity = written(activity, clerk, (members[0], State.NOT_DUE))

    assert numbers(activity) == (2, 2, 0, 0, 0, 0)


@pytest.fixture
def party_group(bureau):
    with door.recorded("tests.unit.lead", actor=SYSTEM, subject=bureau.unit):
        bureau.unit.leading_body = "group"
        bureau.unit.save()
    return bureau.unit


def test_the_leadership_is_expected_at_the_party_groups_meeting(bureau, party_group, clerk):
    observer = create_person(unit=party_group, actor=SYSTEM, staff_number="009", name="袁列席", team_order=3)
    with door.recorded("tests.seat.kind", actor=SYSTEM, subject=observer):
        seat = TeamSeat.objects.get(person=observer)
        seat.kind = SeatKind.OBSERVER
        seat.save()
    meeting = enter_record(
        unit=party_group, actor=SYSTEM, counts_in=["first-topic"], on=DAY, title="第一议题"
    )

    people = (bureau.head, bureau.deputy, observer, bureau.officer)
    meeting = written(meeting, clerk, *((person, State.PRESENT) for person in people))

    assert numbers(meeting) == (2, 2, 0, 0, 0, 2)


def test_a_group_expects_who_is_written_down(bureau, branch, members, clerk):
    group = create_unit(parent=branch, actor=SYSTEM, kind=UnitKind.BRANCH_GROUP, name="第一党小组")
    meeting = enter_record(
        unit=group, actor=SYSTEM, counts_in=["branch-group-meeting"], on=DAY, title="小组会"
    )

    meeting = written(meeting, clerk, (members[0], State.PRESENT), (members[1], State.LEAVE, "值班"))

    assert numbers(meeting) == (2, 1, 0, 1, 0, 0)


def test_attendance_stays_when_the_activity_counts_elsewhere_too(branch, members, clerk):
    activity = written(theme_day(branch), clerk, (members[0], State.PRESENT))

    count_record(
        record=activity,
        actor=clerk,
        seen=activity.version,
        counts_in=["theme-day", "civic-culture"],
        values={"civic-culture.form": "thrift"},
    )

    assert numbers(activity) == (1, 1, 0, 0, 0, 0)
