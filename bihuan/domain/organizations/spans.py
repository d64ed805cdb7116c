"""Ranges of days in which something held, where the first day may not be known."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """From one day until before another; an empty end stays open, an empty beginning is not known."""

    since: datetime.date | None = None
    until: datetime.date | None = None

    def certain(self, *, today: datetime.date) -> tuple[datetime.date, datetime.date]:
        """The days on which it surely held: with an unknown beginning at least the last one, or today."""
        last = self.until - DAY if self.until else today
        return self.since or last, self.until or datetime.date.max

    def meets(self, other: Span, *, today: datetime.date) -> bool:
        """Whether both surely held on the same day."""
        (one_first, one_end), (first, end) = (each.certain(today=today) for each in (self, other))
        return max(one_first, first) < min(one_end, end)

    def __str__(self) -> str:
        """``2024-03-01起，2025-06-01止`` as people read it."""
        since = f"{self.since:%Y-%m-%d}起" if self.since else "开始日期不详"
        end = f"{self.until:%Y-%m-%d}止" if self.until else "至今"
        return f"{since}，{end}" if self.until or not self.since else f"{since}{end}"
