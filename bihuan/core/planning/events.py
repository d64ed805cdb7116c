"""What happened to a case: dated events, pauses and extensions."""

from __future__ import annotations

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Event:
    """Something that happened, or is planned for a day to come; ``kind`` is a word of the procedure."""

    on: datetime.date
    kind: str


@dataclass(frozen=True, slots=True, order=True)
class Stop:
    """A pause of the clock. Its first and last day do not count; without ``until`` it still lasts.

    :raises ValueError: if it ends before it begins.
    """

    since: datetime.date
    kind: str
    until: datetime.date | None = None

    def __post_init__(self) -> None:
        if self.until is not None and self.until < self.since:
            raise ValueError("暂停的最后一天早于第一天，请核对日期。")

    def holds(self, day: datetime.date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Extension:
    """A wish for more days for a step. It counts once approved, with its reason."""

    step: str
    days: int
    reason: str
    approved_on: datetime.date | None = None
    told_on: datetime.date | None = None
