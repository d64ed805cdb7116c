"""How one step of a case stands on a day."""

from __future__ import annotations

import datetime
from dataclasses import replace

from bihuan.core.registry.procedures import UNITS, Procedure, Step

from . import wording
from .counting import Count, Pause, between
from .events import Event
from .matter import Matter
from .running import Running, run
from .states import State, StepState
from .wording import day_words
from .workdays import MissingCalendar


def judge(step: Step, matter: Matter) -> StepState:
    """How the step stands."""
    done = _done(step, matter)
    reason = _not_applicable(step, matter, done)
    if reason:
        return _state(
            step, State.NOT_APPLICABLE, f"{wording.basis(matter.procedure, step)}不适用：{reason}。"
        )
    start = _start(step, matter)
    if start is None:
        return _unbegun(step, matter, done)
    try:
        running = run(step, matter, start, done)
    except MissingCalendar as missing:
        return _without_calendar(step, matter, start, done, missing)
    found = _judged(step, matter, running, done)
    return replace(found, rulings=running.rulings, questions=_questions(step, matter, running.start, done))


def _start(step: Step, matter: Matter) -> Event | None:
    return next(iter(matter.happened(step.starts)), None)


def _done(step: Step, matter: Matter) -> Event | None:
    """What completed the step: the first such event since its start, else the first at all."""
    found, start = matter.happened(step.done, by=matter.today), _start(step, matter)
    since = [event for event in found if start is not None and event.on >= start.on]
    return next(iter((since if not step.before else []) or found), None)


def _not_applicable(step: Step, matter: Matter, done: Event | None) -> str:
    for code, wanted in step.where.items():
        choice = matter.procedure.choices[code]
        if matter.chosen.get(code) is None:
            return f"还没有登记“{choice.name}”"
        if matter.chosen[code] not in wanted:
            names = "、".join(choice.options[option] for option in wanted)
            return f"只用于“{choice.name}”为{names}的"
    start = _start(step, matter)
    if start is not None and start.on < matter.procedure.since:
        return f"{step.law}自{day_words(matter.procedure.since)}起施行，此前的按当时的规定"
    if done is None:
        for event in matter.happened(step.unless, by=matter.today):
            return f"{day_words(event.on)}{step.unless[event.kind]}"
    return ""


def _unbegun(step: Step, matter: Matter, done: Event | None) -> StepState:
    names = "或".join(matter.procedure.events[kind] for kind in step.starts)
    told, closed = wording.basis(matter.procedure, step), matter.closed()
    if done is not None:
        name = matter.procedure.events[done.kind]
        told += f"{day_words(done.on)}已{name}，但没有登记“{names}”的日期，不能判断是否按期。"
        return _state(step, State.NOT_APPLICABLE if step.lapses else State.UNKNOWN, told, done_on=done.on)
    if closed is not None:
        name = matter.procedure.events[closed.kind]
        return _state(step, State.NOT_APPLICABLE, f"{told}{day_words(closed.on)}{name}，这一步不再办理。")
    return _state(step, State.NOT_STARTED, f"{told}还没有登记“{names}”，期限没有开始。")


def _judged(step: Step, matter: Matter, running: Running, done: Event | None) -> StepState:
    told = _explained(step, matter, running)
    closed = matter.closed()
    if isinstance(running.end, Pause):
        return _paused(step, matter, running.end, told, done, closed)
    due = running.end.last
    if done is not None:
        return _finished(step, matter, due, told, done)
    if closed is not None:
        return _closed(step, matter, due, told, closed)
    if running.start.on > matter.today and not step.before and step.days:
        return _state(step, State.NOT_STARTED, f"{told}起算的日子还没有到。", due=due)
    return _open(step, matter, due, told)


def _explained(step: Step, matter: Matter, running: Running) -> str:
    told = wording.basis(matter.procedure, step) + "".join(running.restarted)
    if isinstance(running.end, Count):
        extra = sum(ruling.extension.days for ruling in running.rulings if ruling.applied)
        name = matter.procedure.events[running.start.kind]
        told += wording.counted(step, running.start, name, running.end, extra, matter.workdays)
    return told + "".join(ruling.sentence for ruling in running.rulings) + "".join(running.notes)


def _finished(step: Step, matter: Matter, due: datetime.date, told: str, done: Event) -> StepState:
    told += f"{day_words(done.on)}已{matter.procedure.events[done.kind]}，"
    late = (done.on - due).days
    if late > 0:
        return _state(step, State.LATE, f"{told}逾期{late}日。", due=due, late_by=late, done_on=done.on)
    return _state(step, State.ON_TIME, f"{told}没有超期。", due=due, done_on=done.on)


def _closed(step: Step, matter: Matter, due: datetime.date, told: str, closed: Event) -> StepState:
    told += f"{day_words(closed.on)}{matter.procedure.events[closed.kind]}，"
    late = (closed.on - due).days
    if late > 0 and not step.lapses:
        return _state(step, State.LATE, f"{told}当时已超期{late}日。", due=due, late_by=late)
    return _state(step, State.NOT_APPLICABLE, f"{told}这一步不再办理。", due=due)


def _paused(
    step: Step, matter: Matter, pause: Pause, told: str, done: Event | None, closed: Event | None
) -> StepState:
    told += f"自{day_words(pause.since)}起因{matter.procedure.stops[pause.kind]}暂停计算"
    told += f"（{step.stops[pause.kind]}），恢复后还有{pause.left}{UNITS[step.unit]}。"
    if done is not None:
        return _state(step, State.ON_TIME, f"{told}{day_words(done.on)}已完成，没有超期。", done_on=done.on)
    if closed is not None:
        name = matter.procedure.events[closed.kind]
        return _state(step, State.NOT_APPLICABLE, f"{told}{day_words(closed.on)}{name}，这一步不再办理。")
    return _state(step, State.STOPPED, told, left=pause.left)


def _open(step: Step, matter: Matter, due: datetime.date, told: str) -> StepState:
    late = (matter.today - due).days
    if late > 0 and step.lapses:
        return _state(step, State.LAPSED, f"{told}期限已满：{step.consequence}。", due=due)
    if late > 0:
        told += f"到今天已超期{late}日。{step.consequence}。"
        return _state(step, State.OVERDUE, told, due=due, late_by=late)
    left = between(matter.today, due, step.unit, workdays=matter.workdays)
    told += f"今天还剩{left}{_unit(step)}。" if late else "今天是最后一天。"
    soon = not step.theirs and left <= _soon(step, matter.procedure)
    return _state(step, State.DUE_SOON if soon else State.RUNNING, told, due=due, left=left)


def _unit(step: Step) -> str:
    return UNITS["calendar" if step.unit == "year" else step.unit]


def _soon(step: Step, procedure: Procedure) -> int:
    """From how many days left on a step calls for attention: a third of a short one, never more than told."""
    if step.before or not step.days:
        return procedure.soon
    return min(procedure.soon, max(1, step.days // 3))


def _without_calendar(
    step: Step, matter: Matter, start: Event, done: Event | None, missing: MissingCalendar
) -> StepState:
    told = wording.basis(matter.procedure, step)
    told += f"{day_words(start.on)}{matter.procedure.events[start.kind]}。{missing}"
    earliest = missing.earliest
    if earliest is None or (done.on if done else matter.today) > earliest:
        return _state(step, State.UNKNOWN, told, earliest=earliest, done_on=done.on if done else None)
    told += f"但期限最早也要到{day_words(earliest)}，"
    if done is not None:
        told += f"{day_words(done.on)}已{matter.procedure.events[done.kind]}，没有超期。"
        return _state(step, State.ON_TIME, told, earliest=earliest, done_on=done.on)
    return _state(step, State.RUNNING, f"{told}现在没有超期。", earliest=earliest)


def _questions(step: Step, matter: Matter, start: Event, done: Event | None) -> tuple[str, ...]:
    if done is None or step.before or done.on >= start.on or not step.days:
        return ()
    names = matter.procedure.events
    return (
        f"“{names[done.kind]}”（{day_words(done.on)}）早于“{names[start.kind]}”（{day_words(start.on)}），"
        f"请核对日期。",
    )


def _state(
    step: Step,
    state: State,
    sentence: str,
    *,
    due: datetime.date | None = None,
    earliest: datetime.date | None = None,
    left: int | None = None,
    late_by: int | None = None,
    done_on: datetime.date | None = None,
) -> StepState:
    return StepState(step.code, step.name, state, sentence, due, earliest, left, late_by, done_on)
