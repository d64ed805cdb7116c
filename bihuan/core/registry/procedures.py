"""The procedures that set time limits for a case: its events, its steps and the clause of each limit."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from .files import codes, read_toml
from .tables import Table

_FOLDER = "deadlines"
#: How days are counted: every day, working days only, or whole years.
UNITS = {"calendar": "日", "working": "个工作日", "year": "年"}
#: Who set the limit: a law or regulation, or the place itself.
STRENGTHS = ("mandatory", "local")
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Choice:
    """Something about a case that decides which steps apply to it, with its possible answers.

    ``field`` is the mechanism's own field that answers it; empty: the record asks for it by itself.
    """

    code: str
    name: str
    field: str
    options: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ExtensionRule:
    """How long a step may be extended in all (None: nothing is written), by whom, and who must be told."""

    days: int | None
    approver: str
    tell: str
    clause: str


@dataclass(frozen=True, slots=True)
class Step:
    """One time limit.

    It runs from the first of the events ``starts`` until one of ``done``; ``before`` counts backwards from
    the start instead. A step that ``lapses`` is a possibility that ends, not a duty that falls overdue; it is
    ``theirs`` where the other side has it, so that nothing warns us of its end.
    ``rolls`` says by what rule a last day on a holiday moves to the next working day; empty: it does not.
    ``where`` names the choices it is for, ``unless`` the events that make it inapplicable and why, ``stops``
    the pauses that do not count and ``restarts`` the events that begin it anew, each with its clause.
    """

    code: str
    name: str
    starts: tuple[str, ...]
    done: tuple[str, ...]
    days: int
    unit: str
    before: bool
    lapses: bool
    theirs: bool
    rolls: str
    law: str
    clause: str
    verified: bool
    wording: str
    where: Mapping[str, tuple[str, ...]]
    unless: Mapping[str, str]
    stops: Mapping[str, str]
    restarts: Mapping[str, str]
    extension: ExtensionRule | None
    consequence: str
    follows: str


@dataclass(frozen=True, slots=True)
class Procedure:
    """All limits of one kind of case. ``soon`` is the most days before a due day that call for attention.

    It serves the cases of ``mechanism`` whose own fields hold one of the values in ``only``. The day on which
    a case came in is its event ``begins``; the first step of ``main`` that applies sets when the case is due.
    Events of ``closes`` end it in order, those of ``closed_by`` before its time; ``planned`` ones may lie
    in the future.
    """

    code: str
    name: str
    law: str
    issued: str
    since: datetime.date
    strength: str
    soon: int
    mechanism: str
    only: Mapping[str, tuple[str, ...]]
    begins: str
    planned: tuple[str, ...]
    accepts: tuple[str, ...]
    closes: tuple[str, ...]
    closed_by: tuple[str, ...]
    main: tuple[str, ...]
    choices: Mapping[str, Choice]
    events: Mapping[str, str]
    stops: Mapping[str, str]
    steps: Mapping[str, Step]


@cache
def procedures() -> dict[str, Procedure]:
    """Every procedure by its code.

    :raises ValueError: if a file is faulty; names the file and the key.
    """
    return {code: procedure_of(code, read_toml(_FOLDER, code)) for code in codes(_FOLDER)}


def procedure_for(mechanism: str, values: Mapping[str, Any]) -> Procedure | None:
    """The procedure for a case of the mechanism whose own fields hold these values, if there is one."""
    for procedure in procedures().values():
        fits = all(values.get(field) in wanted for field, wanted in procedure.only.items())
        if procedure.mechanism == mechanism and fits:
            return procedure
    return None


def procedure_of(code: str, values: Mapping[str, Any]) -> Procedure:
    """A procedure from the content of its file."""
    table = Table(f"deadlines/{code}.toml", values)
    since = table.day("since")
    if since is None:
        table.refuse("since", "没有填写")
    law = table.text("law")
    rolls = table.text("rolls", default="")
    choices = {name: _choice(table, name, row) for name, row in table.mapping("choices").items()}
    events, stops = table.words("events"), table.words("stops")
    steps = (_step(row, law, rolls, choices, events, stops) for row in table.tables("step"))
    found = Procedure(
        code=code,
        name=table.text("name", longest=20),
        law=law,
        issued=table.text("issued"),
        since=since,
        strength=table.known("strength", table.text("strength"), STRENGTHS),
        soon=_days(table, "soon"),
        mechanism=table.text("mechanism"),
        only=_only(table),
        begins=table.known("begins", table.text("begins", default=""), ("", *events)),
        planned=_known(table, "planned", events),
        accepts=_known(table, "accepts", events),
        closes=_known(table, "closes", events),
        closed_by=_known(table, "closed_by", events),
        choices=choices,
        events=events,
        stops=stops,
        steps=table.by_code("step", steps),
        main=table.texts("main"),
    )
    if not found.steps:
        table.refuse("step", "至少要有一步")
    for step in found.main:
        table.known("main", step, found.steps)
    table.done()
    return found


def _choice(table: Table, code: str, values: Any) -> Choice:
    if not isinstance(values, dict):
        table.refuse("choices", "应为[choices.代码]表")
    row = Table(f"{table.place}：choices.{code}", values)
    found = Choice(code, row.text("name", longest=20), row.text("field", default=""), row.words("options"))
    if len(found.options) < 2:
        row.refuse("options", "至少要有两种")
    row.done()
    return found


def _step(
    table: Table,
    law: str,
    rolls: str,
    choices: Mapping[str, Choice],
    events: Mapping[str, str],
    stops: Mapping[str, str],
) -> Step:
    unit = table.known("unit", table.text("unit"), UNITS)
    found = Step(
        code=table.text("code"),
        name=table.text("name", longest=20),
        starts=_known(table, "starts", events),
        done=_known(table, "done", events),
        days=_days(table, "days"),
        unit=unit,
        before=table.yes_no("before", default=False),
        lapses=table.yes_no("lapses", default=False),
        theirs=table.yes_no("theirs", default=False),
        rolls=table.text("rolls", default=rolls if unit != "working" else ""),
        law=table.text("law", default=law),
        clause=table.text("clause"),
        verified=table.yes_no("verified", default=True),
        wording=table.text("wording", longest=80),
        where=_where(table, choices),
        unless=_by_known(table, "unless", events),
        stops=_by_known(table, "stops", stops),
        restarts=_by_known(table, "restarts", events),
        extension=_extension(table),
        consequence=table.text("consequence", longest=100),
        follows=table.text("follows", longest=80),
    )
    _check(table, found)
    table.done()
    return found


def _check(table: Table, step: Step) -> None:
    if not step.starts or not step.done:
        table.refuse("starts", "从哪件事起算、做到哪件事，都要写")
    if step.theirs and not step.lapses:
        table.refuse("theirs", "对方的期限只会期满，不会超期，应写lapses = true")
    if step.unit == "working" and step.rolls:
        table.refuse("rolls", "工作日不会落在休息日，不必顺延")
    if step.before and step.unit != "calendar":
        table.refuse("before", "往前推算的只能按日")
    if step.unit == "year" and (step.stops or step.extension):
        table.refuse("unit", "按年计算的没有暂停和延长")
    if step.before and (step.stops or step.extension or step.restarts):
        table.refuse("before", "往前推算的没有暂停、延长和重新计算")


def _extension(table: Table) -> ExtensionRule | None:
    values = table.mapping("extension")
    if not values:
        return None
    row = Table(f"{table.place}.extension", values)
    found = ExtensionRule(
        days=_days(row, "days") if "days" in values else None,
        approver=row.text("approver"),
        tell=row.text("tell", default=""),
        clause=row.text("clause"),
    )
    row.done()
    return found


def _days(table: Table, key: str) -> int:
    found = table.whole(key)
    if not 0 <= found <= _LONGEST:
        table.refuse(key, f"应在0到{_LONGEST}之间")
    return found


def _known(table: Table, key: str, among: Collection[str]) -> tuple[str, ...]:
    return tuple(table.known(key, word, among) for word in table.texts(key))


def _by_known(table: Table, key: str, among: Collection[str]) -> dict[str, str]:
    found = table.words(key)
    for word in found:
        table.known(key, word, among)
    return found


def _only(table: Table) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for code, wanted in table.mapping("only").items():
        if not isinstance(wanted, list) or not wanted:
            table.refuse("only", "应为选项的列表")
        found[code] = tuple(wanted)
    return found


def _where(table: Table, choices: Mapping[str, Choice]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for code, wanted in table.mapping("where").items():
        table.known("where", code, choices)
        if not isinstance(wanted, list) or not wanted:
            table.refuse("where", "应为选项的列表")
        found[code] = tuple(table.known("where", word, choices[code].options) for word in wanted)
    return found
