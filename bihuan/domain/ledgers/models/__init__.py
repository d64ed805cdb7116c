"""The record of every mechanism: seven shapes, and the marks that say where a record counts."""

from .activity import Activity, Attachment, Attendance
from .award import Award, Nomination
from .case import Case, CaseEvent, CaseExtension, CaseStop
from .doubt import SettledDoubt, Wording
from .keeping import Exemption, Keeping
from .mark import Mark
from .plan import Milestone, Plan
from .poll import Poll
from .record import Record
from .register import RegisterEntry, Review
from .scorecard import Criterion, Scorecard
from .series import Series, SkippedDay

__all__ = [
    "Activity",
    "Attachment",
    "Attendance",
    "Award",
    "Case",
    "CaseEvent",
    "CaseExtension",
    "CaseStop",
    "Criterion",
    "Exemption",
    "Keeping",
    "Mark",
    "Milestone",
    "Nomination",
    "Plan",
    "Poll",
    "Record",
    "RegisterEntry",
    "Review",
    "Scorecard",
    "Series",
    "SettledDoubt",
    "SkippedDay",
    "Wording",
]
