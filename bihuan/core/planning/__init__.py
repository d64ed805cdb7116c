"""Time limits of cases: what is due when, by which clause, and how it would be otherwise. No clock here."""

from .counting import Count, Limit, Pause, between, count
from .events import Event, Extension, Stop
from .extensions import Ruling
from .local import NotAdjustable, adjusted
from .states import STATE_WORDS, State, StepState
from .timeline import Timeline, timeline
from .workdays import MissingCalendar, Workdays, published

__all__ = [
    "STATE_WORDS",
    "Count",
    "Event",
    "Extension",
    "Limit",
    "MissingCalendar",
    "NotAdjustable",
    "Pause",
    "Ruling",
    "State",
    "StepState",
    "Stop",
    "Timeline",
    "Workdays",
    "adjusted",
    "between",
    "count",
    "published",
    "timeline",
]
