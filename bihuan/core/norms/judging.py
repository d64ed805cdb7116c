"""The rules of judging, in the order in which they are asked. :mod:`.frames` says the same for many units."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from bihuan.core.registry.norms import HoursRule, Strength

from . import demands
from .demands import Window
from .known import Excused, Known, Ledger, Setting
from .periods import Period
from .tallies import Tally, tally
from .verdicts import State, Verdict, Why

ONE_DAY = datetime.timedelta(days=1)
Finding = tuple[State, Why, str]


def judge_all(windows: Iterable[Window], known: Known, *, today: datetime.date) -> list[Verdict]:
    """The verdicts on all windows that are asked of what the unit is."""
    asked = (window for window in windows if not known.kinds.isdisjoint(window.binds))
    return [judge(window, known, today=today) for window in asked]


def judge(window: Window, known: Known, *, today: datetime.date) -> Verdict:
    """How the unit stands with one norm in one period, seen from ``today``."""
    norm = window.norm
    setting = known.settings.get(norm.code, Setting())
    asked = demands.wanted(norm, setting)
    counted = tally(window, known, wanted=asked, today=today)
    state, why, detail = (
        _not_asked(window, known, setting)
        or _counted(counted, norm.strength)
        or _cannot_tell(window, known)
        or _too_few(window, counted, today)
    )
    return Verdict(
        norm=norm,
        period=window.period,
        state=state,
        why=why,
        count=counted.count,
        wanted=counted.wanted,
        hours=asked if isinstance(norm.rule, HoursRule) else 0,
        failed=counted.failed,
        doubtful=counted.doubtful,
        detail=detail,
        today=today,
    )


def longest_excuse(excused: Iterable[Excused], period: Period) -> Excused | None:
    """The excuse that covers most of the period, if it covers at least half: less leaves time enough."""
    covering = [(_covered(excuse, period), excuse) for excuse in excused]
    enough = [pair for pair in covering if pair[0] * 2 >= period.days]
    return max(enough, key=lambda pair: pair[0])[1] if enough else None


def _covered(excuse: Excused, period: Period) -> int:
    until = min(excuse.until or period.until, period.until)
    return (until - max(excuse.since, period.since)).days


def _not_asked(window: Window, known: Known, setting: Setting) -> Finding | None:
    norm, period = window.norm, window.period
    why, detail = Why.COUNTED, ""
    if known.kinds.isdisjoint(window.binds):
        why = Why.OTHER_KIND
    elif not demands.is_adopted(norm, setting):
        why = Why.NOT_ADOPTED
    elif not window.in_force:
        why = Why.NOT_IN_FORCE
    elif window.ends and window.retired:
        why, detail = Why.RETIRED, (window.ends - ONE_DAY).isoformat()
    elif known.founded and known.founded >= period.until:
        why, detail = Why.NOT_FOUNDED, known.founded.isoformat()
    elif known.closed and known.closed <= period.since:
        why, detail = Why.CLOSED, known.closed.isoformat()
    elif excuse := longest_excuse(known.ledger(norm.mechanism).excused, period):
        why, detail = Why.EXCUSED, excuse.reason
    return (State.NOT_APPLICABLE, why, detail) if why else None


def _counted(counted: Tally, strength: Strength) -> Finding | None:
    if counted.failed:
        return _missed(strength), Why.COUNTED, ""
    if counted.doubtful:
        return State.UNKNOWN, Why.ATTENDANCE_MISSING, ""
    if counted.wanted and counted.count >= counted.wanted:
        return State.MET, Why.COUNTED, ""
    return None


def _cannot_tell(window: Window, known: Known) -> Finding | None:
    period, ledger = window.period, known.ledger(window.norm.mechanism)
    if known.founded and known.founded > period.since:
        return State.NOT_APPLICABLE, Why.FOUNDED_WITHIN, known.founded.isoformat()
    if known.closed and known.closed < period.until:
        return State.NOT_APPLICABLE, Why.CLOSED_WITHIN, known.closed.isoformat()
    return _not_written_down(ledger, period)


def _not_written_down(ledger: Ledger, period: Period) -> Finding | None:
    """A ledger that was not kept says nothing: the unit may have done everything."""
    if ledger.kept_since is None:
        return State.UNKNOWN, Why.NOT_KEPT, ""
    if ledger.kept_since > period.since:
        return State.UNKNOWN, Why.KEPT_LATER, ledger.kept_since.isoformat()
    return None


def _too_few(window: Window, counted: Tally, today: datetime.date) -> Finding:
    if not counted.wanted:
        return State.NOT_APPLICABLE, Why.NOTHING_TO_JUDGE, ""
    if window.runs(today):
        return State.PENDING, Why.COUNTED, ""
    return _missed(window.norm.strength), Why.COUNTED, ""


def _missed(strength: Strength) -> State:
    return State.SHORT if strength is Strength.MANDATORY else State.NOTICE
