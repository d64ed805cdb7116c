"""The demo bureau's ledgers: a written month of every mechanism, and a year where a report counts one.

A file ``registry/demo/ledgers/<mechanism>.toml`` holds ``[[record]]`` tables. Besides ``on`` and ``title`` a
record may have any field of its shape by the shape's code, and

* ``unit``: whose ledger; without it the bureau's own;
* ``own``: fields of the mechanism by their codes, of another one as ``"<mechanism>.<field>"``;
* ``also``: mechanisms in which it counts besides;
* ``[record.attendance]``: ``who`` is "team" (the leadership), "branch" (the unit's members) or names; of
  these ``leave``, ``absent`` and ``made_up`` name those who were not there, with the reason;
* ``attachments``, and lists under the codes of other parts of the shape: milestones, criteria, options, ….

People, units and kinds of value are checked; whoever fills a database can rely on them.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from .demo import bureau
from .files import read_toml
from .mechanisms import Mechanism, mechanisms
from .shapes import Shape, shapes
from .tables import Table

_FOLDER = "demo/ledgers"

#: How somebody was not there: the key of the file leads to the state that is kept.
AWAY = {"leave": "leave", "absent": "absent", "made_up": "made_up"}


@dataclass(frozen=True, slots=True)
class DemoAttendance:
    """Whether somebody took part; ``made_up_on`` is the day on which it was made up for."""

    person: str
    state: str = "present"
    reason: str = ""
    made_up_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class DemoRecord:
    """One record. ``own`` is by "<mechanism>.<field>"; ``parts`` are lists by the codes of the parts."""

    mechanism: str
    unit: str
    on: datetime.date
    title: str
    note: str
    details: Mapping[str, Any]
    own: Mapping[str, Any]
    also: tuple[str, ...]
    attendance: tuple[DemoAttendance, ...]
    attachments: tuple[Mapping[str, Any], ...]
    parts: Mapping[str, tuple[Mapping[str, Any], ...]]


@cache
def demo_records(mechanism: str) -> tuple[DemoRecord, ...]:
    """The records written under a mechanism, in the order of their days.

    :raises ValueError: if the file is faulty; names the file, the record and the key.
    """
    table = Table(f"{_FOLDER}/{mechanism}.toml", read_toml(_FOLDER, mechanism))
    found = [record_of(mechanisms()[mechanism], row) for row in table.tables("record")]
    table.done()
    return tuple(sorted(found, key=lambda record: record.on))


@cache
def branch_of_people() -> dict[str, str]:
    """Everybody of the demo bureau, and the branch that each belongs to."""
    names = bureau()["branches"]
    team = {entry["name"]: names[entry["branch"] - 1] for entry in bureau()["team"]}
    staff = {name: names[entry["branch"] - 1] for entry in bureau()["staff"] for name in entry["names"]}
    return team | staff


@cache
def unit_names() -> tuple[str, ...]:
    """The names of the demo bureau's units, its own first."""
    data = bureau()
    departments = [entry["name"] for entry in data["departments"]]
    groups = [entry["name"] for entry in data["branch_groups"]]
    return (data["name"], *departments, *data["branches"], *groups)


def record_of(mechanism: Mechanism, table: Table) -> DemoRecord:
    """A record from its table."""
    shape = shapes()[mechanism.shape]
    on = table.day("on")
    if on is None:
        table.refuse("on", "没有填写")
    unit = table.text("unit", default=bureau()["name"])
    table.known("unit", unit, unit_names())
    found = DemoRecord(
        mechanism=mechanism.code,
        unit=unit,
        on=on,
        title=table.text("title"),
        note=table.text("note", default="", longest=500),
        also=tuple(table.known("also", code, mechanism.also) for code in table.texts_or_none("also")),
        own=_own(table, mechanism),
        attendance=tuple(_attendance(table, unit)),
        attachments=_rows(table, "attachments"),
        parts={code: rows for code in shape.parts if (rows := _part(table, shape, code))},
        details=_details(table, shape),
    )
    table.done()
    return found


def _own(table: Table, mechanism: Mechanism) -> dict[str, Any]:
    given = table.mapping("own")
    named = {code if "." in code else f"{mechanism.code}.{code}": value for code, value in given.items()}
    for name, value in named.items():
        code, _, field = name.partition(".")
        fields = mechanisms()[table.known("own", code, mechanisms())].fields
        if field not in fields:
            table.refuse("own", f"没有“{name}”")
        _check(table, f"own.{name}", fields[field].kind, value, fields[field].choices)
    missing = [
        field.code
        for field in mechanism.fields.values()
        if field.required and f"{mechanism.code}.{field.code}" not in named
    ]
    if missing:
        table.refuse("own", f"没有填写“{missing[0]}”")
    return named


def _details(table: Table, shape: Shape) -> dict[str, Any]:
    found = {code: table.anything(code) for code in shape.fields if table.has(code)}
    for code, value in found.items():
        if shape.fields[code].derived:
            table.refuse(code, "由别的栏得出，不填")
        _check(table, code, shape.fields[code].kind, value, shape.fields[code].choices)
    return found


def _part(table: Table, shape: Shape, code: str) -> tuple[Mapping[str, Any], ...]:
    return () if code in shape.fields or code in ("attendance", "attachments") else _rows(table, code)


def _rows(table: Table, key: str) -> tuple[Mapping[str, Any], ...]:
    return tuple(row.everything() for row in table.tables(key))


def _attendance(table: Table, unit: str) -> Iterator[DemoAttendance]:
    given = Table(f"{table.place}：attendance", table.mapping("attendance"))
    if not given.has("who"):
        given.done()
        return
    away = {person: entry for entry in _away(given) for person in [entry.person]}
    people = _people(given, unit)
    for person in away:
        given.known("who", person, people)
    given.done()
    yield from (away.get(person, DemoAttendance(person)) for person in people)


def _people(table: Table, unit: str) -> list[str]:
    who = table.anything("who")
    if who == "team":
        return [entry["name"] for entry in bureau()["team"]]
    if who == "branch":
        return [person for person, branch in branch_of_people().items() if branch == unit]
    return [table.known("who", person, branch_of_people()) for person in who]


def _away(table: Table) -> Iterator[DemoAttendance]:
    for key, state in AWAY.items():
        for person, reason in table.mapping(key).items():
            if state == "made_up":
                yield DemoAttendance(person, state, reason["reason"], reason["on"])
            else:
                yield DemoAttendance(person, state, reason)


def _check(table: Table, key: str, kind: str, value: object, choices: Mapping[str, str]) -> None:
    if kind == "choice":
        table.known(key, value, choices)
    elif kind == "person":
        table.known(key, value, branch_of_people())
    elif kind == "unit":
        table.known(key, value, unit_names())
    elif not _FITS[kind](value):
        table.refuse(key, "值与这一栏的类型不合")


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value >= 0


def _is_list(value: object) -> bool:
    return isinstance(value, list) and bool(value)


_FITS: dict[str, Callable[[object], bool]] = {
    "text": _is_text,
    "long_text": lambda value: _is_text(value) or _is_list(value),
    "document": _is_text,
    "number": _is_number,
    "date": lambda value: isinstance(value, datetime.date),
    "yes_no": lambda value: isinstance(value, bool),
    "time": lambda value: isinstance(value, datetime.time),
    "documents": _is_list,
    "votes": _is_list,
}
