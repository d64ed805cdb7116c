"""Write down who came, who did not and why, and who made it up; once for an activity."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from bihuan.core.registry.mechanisms import mechanisms
from bihuan.domain.organizations.models import Person
from bihuan.domain.organizations.withdrawing import require_standing
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation

from .. import permissions
from ..enums import AttendanceState
from ..expected import invited, turnout
from ..failures import WrongValue
from ..models import Activity, Attendance, Mark


@dataclass(frozen=True, slots=True)
class Answer:
    """What is written down of one person."""

    person: UUID
    state: str
    reason: str = ""
    made_up_on: datetime.date | None = None


@operation("ledgers.attendance.set", may=permissions.can_keep_records)
def set_attendance(*, activity: Activity, actor: Actor, seen: int, answers: Sequence[Answer]) -> Activity:
    """Write down the attendance of these people; of others it stays as it is.

    Whoever belonged to the branch, or to the leadership, on the day of the activity was expected; anybody
    else is a guest.

    :raises WrongValue: if a person is of another tenant, or a reason or the day of making up is missing.
    :raises Withdrawn: if the activity was taken out of the ledger.
    """
    require_standing(activity)
    people = _people(activity, answers)
    due = _due(activity)
    rows = {row.person_id: row for row in activity.attendance.all()}
    for answer in answers:
        person = people[answer.person]
        row = rows.get(person.pk) or Attendance(unit=activity.unit, activity=activity, person=person)
        _written(row, answer, person)
        row.expected = person.pk in due and answer.state != AttendanceState.NOT_DUE
        row.save()
        rows[person.pk] = row
    counted(activity, list(rows.values()))
    activity.save()
    return activity


def counted(activity: Activity, rows: Sequence[Attendance]) -> None:
    """Keep with the activity how many were due and came; nothing if nobody was written down."""
    written = [row for row in rows if row.state != AttendanceState.NOT_DUE]
    numbers = turnout(written)
    activity.due_count, activity.present_count = (numbers.due, numbers.present) if written else (None, None)


def check(answer: Answer, name: str, on: datetime.date) -> None:
    """What an answer must say of an activity of that day.

    :raises WrongValue: if a reason or the day of making up is missing or cannot be right.
    """
    if answer.state not in AttendanceState.values:
        raise WrongValue(name, f"的出席情况只能是{'、'.join(AttendanceState.labels)}之一。")
    if answer.state == AttendanceState.LEAVE and not answer.reason.strip():
        raise WrongValue(name, "请假的理由没有填写。")
    if answer.state != AttendanceState.MADE_UP:
        return
    if answer.made_up_on is None:
        raise WrongValue(name, "补学的日期没有填写。")
    if not on <= answer.made_up_on <= timezone.localdate():
        raise WrongValue(name, "补学的日期应在活动之后、今天以前，请核对。")


def _written(row: Attendance, answer: Answer, person: Person) -> None:
    check(answer, person.name, row.activity.on)
    away = answer.state in (AttendanceState.LEAVE, AttendanceState.ABSENT, AttendanceState.MADE_UP)
    row.state, row.reason = answer.state, answer.reason.strip()[:100] if away else ""
    row.made_up_on = answer.made_up_on if answer.state == AttendanceState.MADE_UP else None


def _people(activity: Activity, answers: Sequence[Answer]) -> dict[UUID, Person]:
    """:raises WrongValue: if one of them does not stand in the tenant's register."""
    wanted = {answer.person for answer in answers}
    found = Person.objects.filter(tenant__path=activity.unit.tenant_path, key__in=wanted)
    people = {person.key: person for person in found}
    if wanted - people.keys():
        raise WrongValue("出席", "里有名册上没有的人。请刷新页面，从名册里选。")
    return people


def _due(activity: Activity) -> set[int]:
    """The numbers of the people who should have come; of a group, whoever is written down."""
    marks = Mark.objects.filter(record_key=activity.key).standing()
    counts_in = [mechanisms()[code] for code in marks.values_list("mechanism", flat=True)]
    listed = invited(activity.unit, activity.on, counts_in)
    return {each.person.pk for each in listed if each.due or activity.unit.kind == "branch_group"}
