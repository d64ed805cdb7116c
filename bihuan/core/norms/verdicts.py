"""A verdict on one norm in one period, with all that its explanation needs."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum

from bihuan.core.registry.norms import Norm

from .periods import Period


class State(StrEnum):
    """How a norm stands; only a mandatory norm can fall short."""

    MET = "met"
    NOTICE = "notice"
    SHORT = "short"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"
    PENDING = "pending"


class Why(StrEnum):
    """Why nothing is asked, or nothing can be said; empty where the count decides."""

    COUNTED = ""
    OTHER_KIND = "other_kind"
    NOT_ADOPTED = "not_adopted"
    NOT_IN_FORCE = "not_in_force"
    RETIRED = "retired"
    NOT_FOUNDED = "not_founded"
    CLOSED = "closed"
    EXCUSED = "excused"
    FOUNDED_WITHIN = "founded_within"
    CLOSED_WITHIN = "closed_within"
    NOTHING_TO_JUDGE = "nothing_to_judge"
    NOT_KEPT = "not_kept"
    KEPT_LATER = "kept_later"
    ATTENDANCE_MISSING = "attendance_missing"


@dataclass(frozen=True, slots=True)
class Verdict:
    """``count`` of ``wanted`` are there. ``detail`` is the day or the reason that ``why`` speaks of."""

    norm: Norm
    period: Period
    state: State
    why: Why
    count: int
    wanted: int
    hours: int
    failed: int
    doubtful: int
    detail: str
    today: datetime.date
