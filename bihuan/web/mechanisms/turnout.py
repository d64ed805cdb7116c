"""Who stands on the list of an activity, and what its page shows of that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bihuan.core.registry.mechanisms import Mechanism
from bihuan.domain.ledgers.enums import AttendanceState
from bihuan.domain.ledgers.expected import Turnout, invited, turnout
from bihuan.domain.ledgers.models import Activity, Attendance
from bihuan.domain.organizations.models import Person


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody on the list, or written down as a guest; ``row`` is what is written down."""

    person: Person
    due: bool
    row: Attendance | None


def lines_of(activity: Activity, counts_in: Iterable[Mechanism]) -> list[Line]:
    """Everybody who should have come on that day, then those written down besides."""
    rows = {row.person_id: row for row in activity.attendance.select_related("person")}
    listed = invited(activity.unit, activity.on, counts_in)
    lines = [Line(each.person, each.due, rows.pop(each.person.pk, None)) for each in listed]
    others = sorted(rows.values(), key=lambda row: (row.person.pinyin, row.person_id))
    return lines + [Line(row.person, row.expected, row) for row in others]


@dataclass(frozen=True, slots=True)
class TurnoutPanel:
    """``away`` did not come, ``came`` did; ``unsaid`` should have come, and nothing is written down."""

    numbers: Turnout
    came: list[Attendance]
    away: list[Attendance]
    unsaid: list[Line]
    due: int


def turnout_of(activity: Activity, counts_in: Iterable[Mechanism]) -> TurnoutPanel:
    lines = lines_of(activity, counts_in)
    rows = [line.row for line in lines if line.row and line.row.state != AttendanceState.NOT_DUE]
    here = [row for row in rows if row.state == AttendanceState.PRESENT]
    return TurnoutPanel(
        numbers=turnout(rows),
        came=here,
        away=[row for row in rows if row.state != AttendanceState.PRESENT],
        unsaid=[line for line in lines if line.due and line.row is None],
        due=sum(line.due for line in lines),
    )
