"""What may be noted of a case: the rules that pages and sheets share. Nothing is written here."""

from __future__ import annotations

import datetime
from collections.abc import Collection

from django.utils import timezone

from bihuan.core.planning.wording import day_words
from bihuan.core.registry.procedures import UNITS, Procedure, Step

from .deadlines import event_words, procedure_of
from .failures import NoProcedure, NotYet, WrongState, WrongValue
from .models import Case
from .models.case import PROGRESS

#: Days outside these years are slips of the keyboard.
YEARS = range(1990, 2100)
#: Where no clause sets a limit, more days than a year has are a slip.
MOST_DAYS = 366
NO_LIMIT = "不登记：检举控告只记日期、转办文号和接收机关，没有办理期限。"
ONLY_TRANSFER = "要空着：检举控告只记日期、转办文号和接收机关。"


def require_year(label: str, day: datetime.date) -> None:
    """:raises WrongValue: if nobody can mean that year."""
    if day.year not in YEARS:
        raise WrongValue(label, f"写成了{day.year}年，请核对年份。")


def require_event(
    case: Case,
    kind: str,
    on: datetime.date,
    note: str = "",
    there: Collection[tuple[str, datetime.date]] = (),
) -> None:
    """Ask whether it can have happened to the case; ``there`` is what was noted before.

    :raises NoProcedure: if the case follows none, or its procedure knows no such event.
    :raises NotYet: if the day has not come, unless such things are planned.
    :raises WrongValue: if it is there already, came before the case, or an accusation would get a note.
    """
    procedure = procedure_of(case)
    name = event_words(procedure).get(kind)
    if name is None:
        raise NoProcedure
    require_year(name, on)
    planned = procedure is not None and kind in procedure.planned
    if on > timezone.localdate() and not planned:
        raise NotYet(name)
    if on < case.on and kind not in _earlier(procedure):
        raise WrongValue(name, f"的日期早于收到这一件的{day_words(case.on)}，请核对日期。")
    if kind != PROGRESS and (kind, on) in there:
        raise WrongValue(name, "这一天已经登记过。")
    if kind == PROGRESS and not note.strip():
        raise WrongValue("说明", "没有填写。写清做了什么。")
    if case.confined and note.strip():
        raise WrongValue("说明", ONLY_TRANSFER)


def require_stop(
    case: Case, kind: str, since: datetime.date, until: datetime.date | None, there: Collection[str] = ()
) -> None:
    """Ask whether the clock can have stood; ``there`` are the kinds of the pauses that still last.

    :raises NoProcedure: if the procedure knows no such pause.
    :raises NotYet: if the pause has not begun.
    :raises WrongValue: if it would end before it begins, or begin before the case.
    :raises WrongState: if the clock stands already.
    """
    require_limits(case, "暂停")
    procedure = procedure_of(case)
    if procedure is None or kind not in procedure.stops:
        raise NoProcedure
    require_year("暂停的第一天", since)
    if since > timezone.localdate():
        raise NotYet("暂停的第一天")
    if since < case.on:
        raise WrongValue("暂停的第一天", f"早于收到这一件的{day_words(case.on)}，请核对日期。")
    require_end(since, until)
    if until is None and kind in there:
        raise WrongState(f"“{procedure.stops[kind]}”还没有结束，不能再开始。请先登记结束的日期。")


def require_limits(case: Case, label: str) -> None:
    """:raises WrongValue: if the case is an accusation: no words about its course are kept."""
    if case.confined:
        raise WrongValue(label, NO_LIMIT)


def require_end(since: datetime.date, until: datetime.date | None) -> None:
    """:raises WrongValue: if a pause would end before it begins, or in a year that nobody can mean."""
    if until is None:
        return
    require_year("暂停的最后一天", until)
    if until < since:
        raise WrongValue("暂停的最后一天", f"早于第一天{day_words(since)}，请核对日期。")


def require_extension(procedure: Procedure | None, step: str, days: int) -> Step:
    """The step, if the clause lets it be extended by so many days.

    :raises WrongValue: if it does not.
    """
    found = procedure.steps.get(step) if procedure else None
    rule = found.extension if found else None
    if found is None or rule is None:
        raise WrongValue("延期", "这一步不能延长。")
    unit = UNITS[found.unit]
    if days < 1:
        raise WrongValue("延长的天数", f"写成了{days}，应大于0。")
    if days > (rule.days or MOST_DAYS):
        clause = f"（{rule.clause}）" if rule.days else ""
        raise WrongValue("延长的天数", f"写成了{days}，最多延长{rule.days or MOST_DAYS}{unit}{clause}。")
    return found


def _earlier(procedure: Procedure | None) -> set[str]:
    """Events that lead up to a case, and limits that were set by somebody else."""
    if procedure is None:
        return set()
    before = [step for step in procedure.steps.values() if procedure.begins in step.done]
    planned = () if procedure.begins else procedure.planned
    return {kind for step in before for kind in (*step.starts, *step.restarts)} | set(planned)
