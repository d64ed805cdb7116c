"""What can be said about a step on a day."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum

from .extensions import Ruling


class State(StrEnum):
    """How a step stands. ``LAPSED`` is a possibility that was not used in time; it is nobody's fault."""

    NOT_STARTED = "not_started"
    RUNNING = "running"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    ON_TIME = "on_time"
    LATE = "late"
    STOPPED = "stopped"
    LAPSED = "lapsed"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"


STATE_WORDS = {
    State.NOT_STARTED: "未开始",
    State.RUNNING: "办理中",
    State.DUE_SOON: "临近到期",
    State.OVERDUE: "已超期",
    State.ON_TIME: "按期完成",
    State.LATE: "逾期完成",
    State.STOPPED: "暂停计算",
    State.LAPSED: "期满未提出",
    State.NOT_APPLICABLE: "不适用",
    State.UNKNOWN: "推算不了",
}


@dataclass(frozen=True, slots=True)
class StepState:
    """A step on one day.

    ``due`` is its last day, where it can be told; ``earliest`` a day before which it certainly does not end,
    where it cannot. ``left`` counts what remains in the step's own unit, ``late_by`` days past the due day.
    ``sentence`` explains all of it with its clause; ``questions`` ask about dates that do not agree.
    """

    step: str
    name: str
    state: State
    sentence: str
    due: datetime.date | None = None
    earliest: datetime.date | None = None
    left: int | None = None
    late_by: int | None = None
    done_on: datetime.date | None = None
    rulings: tuple[Ruling, ...] = ()
    questions: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The state as pages name it."""
        return STATE_WORDS[self.state]

    @property
    def needs_attention(self) -> bool:
        """Whether somebody should look at it now."""
        return self.state in (State.DUE_SOON, State.OVERDUE, State.UNKNOWN)

    @property
    def extended_by(self) -> int:
        """The days by which it was extended."""
        return sum(ruling.extension.days for ruling in self.rulings if ruling.applied)
