"""All limits of a case on a day, and what they would be if something else had happened."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from bihuan.core.registry.procedures import Procedure

from .events import Event, Extension, Stop
from .judging import judge
from .matter import Matter
from .states import State, StepState
from .workdays import Workdays, published

#: Days outside these years are slips of the keyboard.
_YEARS = range(1990, 2100)


@dataclass(frozen=True, slots=True)
class Timeline:
    """The steps of a case on one day. Every ``with_`` answers a what-if with another timeline."""

    matter: Matter
    steps: tuple[StepState, ...]

    def step(self, code: str) -> StepState:
        """The step of that code.

        :raises KeyError: if the procedure has none.
        """
        for step in self.steps:
            if step.step == code:
                return step
        raise KeyError(code)

    @property
    def applicable(self) -> tuple[StepState, ...]:
        """The steps that apply to this case."""
        return tuple(step for step in self.steps if step.state is not State.NOT_APPLICABLE)

    @property
    def next_due(self) -> StepState | None:
        """The open step that ends first; one that is overdue goes before all others."""
        running = (State.RUNNING, State.DUE_SOON, State.OVERDUE)
        open_steps = [step for step in self.steps if step.state in running and step.due is not None]
        return min(open_steps, key=lambda step: step.due or datetime.date.max, default=None)

    @property
    def questions(self) -> tuple[str, ...]:
        """What does not agree and somebody should check, each said once."""
        return tuple(dict.fromkeys(question for step in self.steps for question in step.questions))

    def with_events(self, *events: Event) -> Timeline:
        """What it would be with these events as well."""
        return _of(replace(self.matter, events=_in_order((*self.matter.events, *events), self.matter)))

    def with_stops(self, *stops: Stop) -> Timeline:
        """What it would be with these pauses as well."""
        return _of(replace(self.matter, stops=_known((*self.matter.stops, *stops), self.matter)))

    def with_extension(self, step: str, days: int) -> Timeline:
        """What it would be if that step were extended by so many days, approved today.

        :raises KeyError: if the procedure has no such step.
        """
        self.matter.procedure.steps[step]
        wish = Extension(step, days, reason="假设", approved_on=self.matter.today, told_on=self.matter.today)
        return _of(replace(self.matter, extensions=(*self.matter.extensions, wish)))

    def on(self, today: datetime.date) -> Timeline:
        """The same case on another day."""
        return _of(replace(self.matter, today=today))


def timeline(
    procedure: Procedure,
    *,
    today: datetime.date,
    events: Iterable[Event] = (),
    chosen: Mapping[str, str] | None = None,
    stops: Iterable[Stop] = (),
    extensions: Iterable[Extension] = (),
    workdays: Workdays | None = None,
) -> Timeline:
    """How every step of the procedure stands today.

    ``chosen`` answers the choices of the procedure by their codes. Events after today are plans: they set
    dates, but nothing is done by them.

    :raises ValueError: if an event, pause or choice is none of this procedure, or a date cannot be meant.
    """
    matter = Matter(
        procedure=procedure,
        chosen=_answers(procedure, chosen or {}),
        events=(),
        extensions=tuple(extensions),
        stops=(),
        today=today,
        workdays=workdays or published(),
    )
    matter = replace(matter, events=_in_order(events, matter), stops=_known(stops, matter))
    return _of(matter)


def _of(matter: Matter) -> Timeline:
    return Timeline(matter, tuple(judge(step, matter) for step in matter.procedure.steps.values()))


def _answers(procedure: Procedure, chosen: Mapping[str, str]) -> dict[str, str]:
    for code, option in chosen.items():
        if code not in procedure.choices or option not in procedure.choices[code].options:
            raise ValueError(f"“{procedure.name}”没有“{code}={option}”这一选项。")
    return dict(chosen)


def _in_order(events: Iterable[Event], matter: Matter) -> tuple[Event, ...]:
    found = tuple(sorted(events))
    for event in found:
        if event.kind not in matter.procedure.events:
            raise ValueError(f"“{matter.procedure.name}”没有“{event.kind}”这件事。")
        _meant(event.on)
    return found


def _known(stops: Iterable[Stop], matter: Matter) -> tuple[Stop, ...]:
    found = tuple(sorted(stops, key=lambda stop: (stop.since, stop.kind, stop.until or datetime.date.max)))
    for stop in found:
        if stop.kind not in matter.procedure.stops:
            raise ValueError(f"“{matter.procedure.name}”没有“{stop.kind}”这种暂停。")
        _meant(stop.since)
        _meant(stop.until or stop.since)
    return found


def _meant(day: datetime.date) -> None:
    if day.year not in _YEARS:
        raise ValueError(f"日期{day.isoformat()}不对，请核对年份。")
