"""Who was where when: activities, and where else the same people were on the same days."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from ..enums import AttendanceState
from ..models import Activity, Attendance

Fields = dict[UUID, dict[str, Any]]

#: What is told of an activity, and who leads it.
TOLD = ("key", "on", "unit_id", "starts", "ends", "place", "documents")
LEADING = ("host", "lecturer")
COLUMNS = (*TOLD, *(f"{role}{part}" for role in LEADING for part in ("_id", "__name")))


def of_activities(keys: QuerySet[Any], tenant: Sequence[str]) -> Fields:
    """Day, times, place, studied documents and people of these activities and of those held meanwhile."""
    own = list(Activity.objects.standing().filter(key__in=keys).order_by().values(*COLUMNS))
    found = {row["key"]: _told(row) for row in own}
    timed = [row["key"] for row in own if row["starts"] and row["ends"]]
    present = Attendance.objects.filter(state=AttendanceState.PRESENT).order_by()
    _join(found, present.filter(activity__key__in=timed))
    people = {person for key in timed for person in found[key]["people"]}
    days = {found[key]["on"] for key in timed}
    elsewhere = _timed(tenant, days).exclude(key__in=keys)
    leading = elsewhere.filter(Q(host_id__in=people) | Q(lecturer_id__in=people))
    theirs = present.filter(person_id__in=people, activity__in=elsewhere)
    attended = elsewhere.filter(pk__in=theirs.values("activity_id"))
    rows = leading.values(*COLUMNS).union(attended.values(*COLUMNS), all=True) if people else ()
    found |= {row["key"]: _told(row) for row in rows}
    _join(found, theirs)
    return found


def _timed(tenant: Sequence[str], days: Iterable[datetime.date]) -> QuerySet[Activity]:
    """Standing activities of those days whose times are known."""
    activities = Activity.objects.within(tenant).standing().filter(on__in=days)
    return activities.exclude(starts=None).exclude(ends=None).order_by()


def _told(row: dict[str, Any]) -> dict[str, Any]:
    people = {row[f"{role}_id"]: row[f"{role}__name"] for role in LEADING if row[f"{role}_id"]}
    return {
        "on": row["on"],
        "unit": row["unit_id"],
        "starts": row["starts"],
        "ends": row["ends"],
        "place": row["place"],
        "documents": row["documents"],
        "people": people,
    }


def _join(found: Fields, present: QuerySet[Attendance]) -> None:
    """Add those who took part."""
    for key, person, name in present.values_list("activity__key", "person_id", "person__name"):
        found[key]["people"][person] = name
