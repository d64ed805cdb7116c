"""How a step runs: from where, past which pauses and extensions, until when."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from bihuan.core.registry.procedures import Step

from .counting import Count, Limit, Pause, count
from .events import Event, Stop
from .extensions import Ruling, rulings
from .matter import Matter
from .wording import day_words


@dataclass(frozen=True, slots=True)
class Running:
    """A step that has begun: its start, its end as far as it can be told, and how that came about.

    ``restarted`` tells why it began anew, ``notes`` what did not count.
    """

    start: Event
    end: Count | Pause
    rulings: tuple[Ruling, ...]
    restarted: tuple[str, ...]
    notes: tuple[str, ...]


def run(step: Step, matter: Matter, start: Event, done: Event | None) -> Running:
    """How the step runs from its start.

    :raises MissingCalendar: if it depends on a year without a calendar.
    """
    start, restarted, notes = _restarted(step, matter, start, done)
    wished = (extension for extension in matter.extensions if extension.step == step.code)
    ruled = rulings(step, wished, lambda extra: last_day(_end(step, matter, start, extra)))
    end = _end(step, matter, start, sum(ruling.extension.days for ruling in ruled if ruling.applied))
    notes.extend(_pauses_that_count_on(step, matter, start, last_day(end)))
    return Running(start, end, ruled, tuple(restarted), tuple(notes))


def _restarted(
    step: Step, matter: Matter, start: Event, done: Event | None
) -> tuple[Event, list[str], list[str]]:
    """The last event from which the step runs anew, why it does, and what came too late for that."""
    restarted: list[str] = []
    notes: list[str] = []
    for again in matter.happened(step.restarts, by=done.on if done else matter.today):
        if again.on < start.on:
            continue
        name, last = matter.procedure.events[again.kind], last_day(_end(step, matter, start, 0))
        if last is not None and again.on > last:
            notes.append(f"{day_words(again.on)}{name}时期限已满，不重新计算。")
        else:
            restarted.append(f"因{name}，自{day_words(again.on)}起重新计算（{step.restarts[again.kind]}）。")
            start = again
    return start, restarted, notes


def _end(step: Step, matter: Matter, start: Event, extra: int) -> Count | Pause:
    limit = Limit(step.days + extra, step.unit, rolls=bool(step.rolls), before=step.before)
    stops = (stop for stop in matter.stops if stop.kind in step.stops and _known(stop, matter.today))
    return count(start.on, limit, workdays=matter.workdays, stops=stops)


def _known(stop: Stop, today: datetime.date) -> bool:
    """A pause that is still to begin counts only once its end is known."""
    return stop.until is not None or stop.since <= today


def last_day(end: Count | Pause) -> datetime.date | None:
    """The last day of a limit; None while it stands still."""
    return end.last if isinstance(end, Count) else None


def _pauses_that_count_on(step: Step, matter: Matter, start: Event, last: datetime.date | None) -> list[str]:
    if step.before or step.lapses:
        return []
    names = {
        matter.procedure.stops[stop.kind]
        for stop in matter.stops
        if stop.kind not in step.stops
        and (last is None or stop.since <= last)
        and (stop.until is None or stop.until > start.on)
    }
    return [f"{step.law}没有规定“{name}”不计入这一步，照常计算。" for name in sorted(names)]
