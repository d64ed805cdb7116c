"""The case files: one line of a table is one step of one case on one day, with what must be said of it."""

from __future__ import annotations

import csv
import datetime
from dataclasses import dataclass
from pathlib import Path

from bihuan.core.planning import Event, Extension, State, StepState, Stop, Timeline, timeline
from bihuan.core.registry.procedures import procedures

FOLDER = Path(__file__).parent / "cases"
#: The states in which nobody is called.
SILENT = frozenset(
    {State.NOT_STARTED, State.RUNNING, State.ON_TIME, State.STOPPED, State.NOT_APPLICABLE, State.LAPSED}
)


@dataclass(frozen=True)
class Case:
    """A line of a case file, written from the rules."""

    name: str
    procedure: str
    step: str
    chosen: dict[str, str]
    events: tuple[Event, ...]
    stops: tuple[Stop, ...]
    extensions: tuple[Extension, ...]
    today: datetime.date
    state: State
    due: datetime.date | None
    late_by: int | None
    says: str

    def timeline(self) -> Timeline:
        return timeline(
            procedures()[self.procedure],
            today=self.today,
            events=self.events,
            chosen=self.chosen,
            stops=self.stops,
            extensions=self.extensions,
        )

    def judged(self) -> StepState:
        return self.timeline().step(self.step)


def cases() -> list[Case]:
    """Every case of every file, in order."""
    return [case for path in sorted(FOLDER.glob("*.csv")) for case in _read(path)]


def _read(path: Path) -> list[Case]:
    with path.open(encoding="utf-8", newline="") as file:
        return [_case(path.stem, row) for row in csv.DictReader(file, strict=True)]


def _case(file: str, row: dict[str, str]) -> Case:
    also = _parts(row["also"])
    return Case(
        name=f"{file}：{row['about']}",
        procedure=row["procedure"],
        step=row["step"],
        chosen=dict(word.split("=") for word in row["chosen"].split()),
        events=tuple(Event(_day(words[1]), words[0]) for words in _parts(row["events"])),
        stops=tuple(_stop(words) for words in also if words[0] == "stop"),
        extensions=tuple(_extension(row["step"], words) for words in also if words[0] == "extend"),
        today=_day(row["today"]),
        state=State(row["state"]),
        due=_day(row["due"]) if row["due"] else None,
        late_by=int(row["late_by"]) if row["late_by"] else None,
        says=row["says"],
    )


def _parts(text: str) -> list[list[str]]:
    return [part.split() for part in text.split(";") if part.strip()]


def _stop(words: list[str]) -> Stop:
    since, _, until = words[2].partition("~")
    return Stop(_day(since), words[1], _day(until) if until else None)


def _extension(step: str, words: list[str]) -> Extension:
    told = dict(zip(words[2::2], words[3::2], strict=True))
    return Extension(
        step,
        int(words[1]),
        reason=told.get("because", ""),
        approved_on=_day(told["approved"]) if "approved" in told else None,
        told_on=_day(told["told"]) if "told" in told else None,
    )


def _day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)
