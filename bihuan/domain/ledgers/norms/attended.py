"""Who was at an activity, as far as norms ask: how many were due and present, and whose hours count."""

from __future__ import annotations

import datetime

from django.db.models import Count, Q, QuerySet

from bihuan.domain.organizations.models import UnitQuerySet

from ..enums import AttendanceState
from ..models import Activity, Attendance

#: Whoever made up for it has the hours, but was not there.
LEARNED = (AttendanceState.PRESENT, AttendanceState.MADE_UP)


def counted(keys: QuerySet) -> QuerySet[Activity]:
    """Activities of these keys with ``due`` and ``present``, for those whose attendance was written down."""
    present = Q(attendance__state=AttendanceState.PRESENT, attendance__expected=True)
    counts = {
        "due": Count("attendance", filter=Q(attendance__expected=True)),
        "present": Count("attendance", filter=present),
    }
    return Activity.objects.filter(key__in=keys).order_by().annotate(**counts).filter(due__gt=0)


def hours(units: UnitQuerySet, since: datetime.date, until: datetime.date) -> QuerySet[Attendance]:
    """Who has the hours of the units' activities in that time."""
    return Attendance.objects.filter(
        activity__unit__in=units,
        activity__on__gte=since,
        activity__on__lt=until,
        activity__hours__gt=0,
        activity__withdrawn_at=None,
        state__in=LEARNED,
    ).order_by()
