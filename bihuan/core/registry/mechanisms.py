"""The mechanisms: one data file each, which picks a shape and says whom it binds and what it counts."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from .fact_queries import Countable, FactQuery, fact_of
from .files import codes, read_toml
from .procedures import procedures
from .shapes import KINDS, Shape, check_choices, shapes
from .tables import Table
from .unit_kinds import kinds

_FOLDER = "mechanisms"
_CODE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_NORM = re.compile(r"[a-z0-9-]+\.[a-z0-9-]+")


@dataclass(frozen=True, slots=True)
class OwnField:
    """A field that only this mechanism has; ``choices`` names the answers of a choice by their codes."""

    code: str
    name: str
    kind: str
    required: bool
    hint: str
    choices: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Mechanism:
    """A mechanism as the registry describes it.

    ``binds`` are the kinds of unit that keep its ledger; ``switched_on`` the optional parts of its shape;
    ``also`` the mechanisms in which the same record may count; ``norms`` the norms that bind it, each as
    pack.norm; ``procedures`` those that may set the time limits of its cases. ``listed`` are the fields that
    stand in its list beside the title; ``calls`` names fields of the shape as this mechanism says;
    without ``notes`` nothing may be remarked in free words.
    ``retired``: after that day it takes no new records, and nothing is expected of it.
    """

    code: str
    name: str
    shape: str
    group: str
    position: int
    purpose: str
    binds: tuple[str, ...]
    binds_why: str
    switched_on: tuple[str, ...]
    title_hint: str
    also: tuple[str, ...]
    fields: Mapping[str, OwnField]
    norms: tuple[str, ...]
    procedures: tuple[str, ...]
    facts: Mapping[str, FactQuery]
    retired: datetime.date | None
    listed: tuple[str, ...] = ()
    calls: Mapping[str, str] = field(default_factory=dict)
    notes: bool = True

    @property
    def stands(self) -> bool:
        """Whether the ledger is read whole: it holds what goes on, not what happened once."""
        checked = self.shape == "register" and "review" in self.switched_on
        return checked or any(query.stock for query in self.facts.values())

    def name_of(self, name: str) -> str:
        """What a field of the shape is called here."""
        return self.calls.get(name, shapes()[self.shape].fields[name].name)

    def asks(self, name: str) -> bool:
        """Whether the field of the shape is filled in here: it is of no part, or of one switched on."""
        part = shapes()[self.shape].fields[name].part
        return not part or part in self.switched_on

    @property
    def ends(self) -> datetime.date | None:
        """The first day on which its ledger is no longer kept."""
        return self.retired + datetime.timedelta(days=1) if self.retired else None

    def is_retired(self, today: datetime.date) -> bool:
        return self.retired is not None and today > self.retired


@cache
def groups() -> dict[str, str]:
    """The names of the groups by their codes, in the order of the pages."""
    return dict(read_toml("words", "mechanism-groups")["groups"])


@cache
def mechanisms() -> dict[str, Mechanism]:
    """Every mechanism by its code, in the order of group and position.

    :raises ValueError: if a file is faulty; names the file and the key.
    """
    found = [mechanism_of(code, read_toml(_FOLDER, code)) for code in codes(_FOLDER)]
    order = list(groups())
    found.sort(key=lambda one: (order.index(one.group), one.position))
    known = {one.code: one for one in found}
    check_together(known)
    return known


def mechanism(code: str) -> Mechanism:
    """The mechanism of that code.

    :raises KeyError: if there is none.
    """
    return mechanisms()[code]


def mechanisms_binding(kind: str) -> tuple[Mechanism, ...]:
    """The mechanisms whose ledger a unit of the kind keeps, in order.

    :raises ValueError: if there is no such kind of unit.
    """
    if kind not in kinds():
        raise ValueError(f"没有“{kind}”这一类单位")
    return tuple(one for one in mechanisms().values() if kind in one.binds)


@cache
def facts() -> dict[str, FactQuery]:
    """What can be asked of all ledgers, by the full code such as theme-day.sessions."""
    return {code: query for one in mechanisms().values() for code, query in one.facts.items()}


def mechanism_of(code: str, values: Mapping[str, Any]) -> Mechanism:
    """A mechanism from the content of its file."""
    table = Table(f"mechanisms/{code}.toml", values)
    if not _CODE.fullmatch(code):
        table.refuse("文件名", "应为小写英文，词与词之间用连字符")
    shape = shapes()[table.known("shape", table.text("shape"), shapes())]
    fields = table.by_code("field", (_field(row, shape) for row in table.tables("field")))
    switched_on = _among(table, "switched_on", shape.parts)
    found = Mechanism(
        code=code,
        name=table.text("name", longest=20),
        shape=shape.code,
        group=table.known("group", table.text("group"), groups()),
        position=table.whole("position"),
        purpose=table.text("purpose", longest=80),
        binds=_among(table, "binds", kinds()),
        binds_why=table.text("binds_why", longest=80),
        switched_on=switched_on,
        title_hint=table.text("title_hint", longest=40),
        also=table.texts("also"),
        fields=fields,
        norms=table.texts("norms"),
        procedures=tuple(
            table.known("procedures", code, procedures()) for code in table.texts_or_none("procedures")
        ),
        facts=_facts(table, code, shape, fields, switched_on),
        retired=table.day("retired"),
        listed=tuple(
            table.known("listed", name, {**shape.fields, **fields})
            for name in table.texts("listed", default=[])
        )
        or shape.listed,
        calls=_calls(table, shape),
        notes=table.yes_no("notes", default=True),
    )
    _check(table, found)
    table.done()
    return found


def check_together(known: Mapping[str, Mechanism]) -> None:
    """Refuse mechanisms that do not agree with each other."""
    places: dict[tuple[str, int], str] = {}
    for one in known.values():
        table = Table(f"mechanisms/{one.code}.toml", {})
        for other in one.also:
            table.known("also", other, known)
            if known[other].shape != one.shape:
                table.refuse("also", f"“{other}”不是同一形态，同一条记录不能计入")
            if not set(known[other].binds) & set(one.binds):
                table.refuse("also", f"“{other}”约束的不是同一类单位，同一条记录不能计入")
        taken = places.setdefault((one.group, one.position), one.code)
        if taken != one.code:
            table.refuse("position", f"与“{taken}”相同")


def _field(table: Table, shape: Shape) -> OwnField:
    own = OwnField(
        code=table.text("code"),
        name=table.text("name", longest=20),
        kind=table.known("kind", table.text("kind"), KINDS),
        required=table.yes_no("required", default=False),
        hint=table.text("hint", default="", longest=60),
        choices=table.words("choices"),
    )
    check_choices(table, own.kind, own.choices)
    if own.code in shape.fields:
        table.refuse("code", f"“{shape.name}”形态已有这一栏")
    table.done()
    return own


def _facts(
    table: Table, code: str, shape: Shape, fields: Mapping[str, OwnField], switched_on: tuple[str, ...]
) -> dict[str, FactQuery]:
    known: dict[str, Countable] = {**shape.fields, **fields}
    queries = (fact_of(row, code, known, "attendance" in switched_on) for row in table.tables("fact"))
    return table.by_code("fact", queries)


def _calls(table: Table, shape: Shape) -> dict[str, str]:
    """Own words for fields of the shape."""
    said = table.words("calls")
    for name in said:
        table.known("calls", name, shape.fields)
    return said


def _among(table: Table, key: str, known: Mapping[str, str] | tuple[str, ...]) -> tuple[str, ...]:
    return tuple(table.known(key, word, known) for word in table.texts(key))


def _check(table: Table, found: Mechanism) -> None:
    if not found.binds:
        table.refuse("binds", "至少约束一类单位")
    if not (found.fields or found.norms or found.facts):
        table.refuse("fact", "至少要有自己的一栏、一条规范或一句话")
    if found.code in found.also:
        table.refuse("also", "不能写自己")
    if found.procedures and "deadlines" not in found.switched_on:
        table.refuse("procedures", "没有启用办理期限")
    for norm in found.norms:
        if not _NORM.fullmatch(norm):
            table.refuse("norms", f"“{norm}”应写成“规范包.条目”")
