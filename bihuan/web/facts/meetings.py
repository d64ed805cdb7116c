"""The days that numbers are asked for at first: since the last meeting, as far as its day is known."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.http import QueryDict
from django.utils import timezone

from bihuan.core.document.paper import date_words
from bihuan.domain.cycles import queries
from bihuan.domain.cycles.models import Cycle
from bihuan.domain.organizations.models import Unit

from .period import DAY, Period, of_year, this_year

UNKNOWN = "还不知道上一次民主生活会是哪一天开的（导入的报告里没有写明），先按{words}数；可以自己选日子。"


@dataclass(frozen=True, slots=True)
class Offered:
    """The period of a page. ``since``: what may be asked for since the last meeting, if its day is known.

    ``words`` say why it is this period, where the reader did not choose it.
    """

    period: Period
    since: Period | None
    words: str

    @property
    def current(self) -> bool:
        return self.period == self.since


def offered(unit: Unit, query: QueryDict) -> Offered:
    """What the address asks for; at first from the last meeting to today, or else this year."""
    today = timezone.localdate()
    meeting = queries.last_meeting(unit, today)
    since = Period(meeting.met_on, today + DAY) if meeting and meeting.met_on else None
    if query.keys() & {"since", "year"}:
        return Offered(Period.of(query), since, "")
    if meeting is None or since is None:
        return Offered(of_year(this_year()), None, UNKNOWN.format(words="今年"))
    return Offered(since, since, f"从{_told(meeting, since.since)}数到今天。")


def of_cycle(cycle: Cycle) -> tuple[Period, str]:
    """From the meeting before that of the cycle to that one, and why; the examined year if it is unknown."""
    before, year = queries.meeting_before(cycle), of_year(cycle.year)
    if before is None or before.met_on is None:
        return year, UNKNOWN.format(words=year.words)
    until = cycle.met_on or year.until
    if until <= before.met_on:
        return year, UNKNOWN.format(words=year.words)
    told = f"从{_told(before, before.met_on)}数到"
    end = "本次会议前一天" if cycle.met_on else f"{cycle.year}年底"
    return Period(before.met_on, until), f"{told}{end}。"


def _told(meeting: Cycle, day: datetime.date) -> str:
    return f"{meeting}召开的那天（{date_words(day)}）"
