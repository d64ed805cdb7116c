"""The kinds of correction, and their JSON: ``{"op": "retype", "item": "3", "type": "cause"}``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal, InvalidOperation
from typing import Any

from bihuan.core.reading.corrections.draft import CorrectionRefused
from bihuan.core.reading.model import ItemType


@dataclass(frozen=True, slots=True)
class Retype:
    """The item is of another type."""

    item: str
    type: ItemType


@dataclass(frozen=True, slots=True)
class Merge:
    """Neighbours are one item; its id is theirs joined by a plus sign."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Split:
    """The item is two, cut at an offset of the text; their ids are its own with a and b."""

    item: str
    at: int


@dataclass(frozen=True, slots=True)
class Move:
    """The item belongs to another aspect; ``None`` for none."""

    item: str
    aspect: str | None


@dataclass(frozen=True, slots=True)
class Drop:
    """The item is none; the reason is kept."""

    item: str
    reason: str


@dataclass(frozen=True, slots=True)
class Add:
    """A stretch of the text is an item; the first one added is +1, the next +2."""

    start: int
    end: int
    type: ItemType
    aspect: str | None = None


@dataclass(frozen=True, slots=True)
class Retitle:
    """The item has another title."""

    item: str
    title: str


@dataclass(frozen=True, slots=True)
class LinkUp:
    """A person confirms that the target answers or explains the problem."""

    problem: str
    target: str


@dataclass(frozen=True, slots=True)
class Unlink:
    """A person declines a candidate or removes a link."""

    problem: str
    target: str


@dataclass(frozen=True, slots=True)
class Fill:
    """A person knows the figure that was withheld at offset ``at``."""

    item: str
    at: int
    value: Decimal


Correction = Retype | Merge | Split | Move | Drop | Add | Retitle | LinkUp | Unlink | Fill

_NAMES: dict[str, type[Correction]] = {
    "retype": Retype,
    "merge": Merge,
    "split": Split,
    "move": Move,
    "drop": Drop,
    "add": Add,
    "retitle": Retitle,
    "link": LinkUp,
    "unlink": Unlink,
    "fill": Fill,
}
_OPS = {kind: name for name, kind in _NAMES.items()}


def as_json(correction: Correction) -> dict[str, Any]:
    """The correction as JSON types."""
    row: dict[str, Any] = {"op": _OPS[type(correction)]}
    for field in fields(correction):
        value = getattr(correction, field.name)
        if isinstance(value, tuple):
            value = list(value)
        row[field.name] = str(value) if isinstance(value, Decimal | ItemType) else value
    return row


def from_json(row: Mapping[str, Any]) -> Correction:
    """The correction that ``as_json`` wrote.

    :raises CorrectionRefused: for what is no correction.
    """
    kind = _NAMES.get(str(row.get("op")))
    if kind is None:
        raise CorrectionRefused("不认识这种修改。")
    values = {field.name: row[field.name] for field in fields(kind) if field.name in row}
    try:
        return kind(**{name: _typed(name, value) for name, value in values.items()})
    except (TypeError, ValueError, InvalidOperation):
        raise CorrectionRefused("这项修改的内容不完整或者写错了。") from None


def _typed(name: str, value: Any) -> Any:
    if name == "type":
        return ItemType(value)
    if name == "items":
        return tuple(str(one) for one in value)
    if name in ("at", "start", "end"):
        return int(value)
    if name == "value":
        return Decimal(str(value))
    return value
