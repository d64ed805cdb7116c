"""The seven shapes of a ledger: what can be switched on in each, and which fields facts may ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from .files import codes, read_toml
from .tables import Table

_FOLDER = "shapes"

#: What a field can hold.
KINDS = ("text", "long_text", "number", "date", "yes_no", "choice", "person", "unit", "document")

#: What only a shape itself can hold.
SHAPE_KINDS = (*KINDS, "time", "documents", "votes")


@dataclass(frozen=True, slots=True)
class ShapeField:
    """A field that every record of the shape has.

    ``choices`` names the answers of a choice by code. What is ``derived`` follows from the rest of the record
    and is never filled in. A field of a ``part`` is asked only where that part is switched on.
    """

    code: str
    name: str
    kind: str
    choices: Mapping[str, str]
    derived: bool = False
    part: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape; ``parts`` can be switched on by a mechanism, ``fields`` are always there.

    ``listed`` are the fields that stand in lists beside the title, where a mechanism names no others.
    """

    code: str
    name: str
    purpose: str
    parts: Mapping[str, str]
    fields: Mapping[str, ShapeField]
    listed: tuple[str, ...] = ()


@cache
def shapes() -> dict[str, Shape]:
    """Every shape by its code.

    :raises ValueError: if a file is faulty; names the file and the key.
    """
    return {code: shape_of(code, read_toml(_FOLDER, code)) for code in codes(_FOLDER)}


def shape_of(code: str, values: Mapping[str, Any]) -> Shape:
    """A shape from the content of its file."""
    table = Table(f"shapes/{code}.toml", values)
    parts = table.words("parts")
    fields = table.by_code("field", (_field(row, parts) for row in table.tables("field")))
    shape = Shape(
        code=code,
        name=table.text("name", longest=10),
        purpose=table.text("purpose"),
        parts=parts,
        fields=fields,
        listed=tuple(table.known("listed", name, fields) for name in table.texts("listed", default=[])),
    )
    table.done()
    return shape


def _field(table: Table, parts: Mapping[str, str]) -> ShapeField:
    code, part = table.text("code"), table.text("part", default="")
    if part:
        table.known("part", part, parts)
    field = ShapeField(
        code=code,
        name=table.text("name", longest=20),
        kind=table.known("kind", table.text("kind"), SHAPE_KINDS),
        choices=table.words("choices"),
        derived=table.yes_no("derived", default=False),
        part=part or (code if code in parts else ""),
    )
    check_choices(table, field.kind, field.choices)
    table.done()
    return field


def check_choices(table: Table, kind: str, choices: Mapping[str, str]) -> None:
    """Refuse a choice without answers, and answers of anything else."""
    if kind == "choice" and len(choices) < 2:
        table.refuse("choices", "单选至少要有两个选项")
    if kind != "choice" and choices:
        table.refuse("choices", "只有单选才有选项")
