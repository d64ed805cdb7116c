"""Count records in the ways that a mechanism's facts may ask for. What was not filled in is not zero."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID

from bihuan.core.registry.fact_queries import FactQuery

TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Row:
    """A record as facts see it: ``fields`` of its shape and of the mechanism; ``present``: attendances."""

    key: UUID
    on: datetime.date
    fields: Mapping[str, Any]
    present: int = 0


@dataclass(frozen=True, slots=True)
class Counted:
    value: Decimal | None
    rows: tuple[UUID, ...]


def measured(query: FactQuery, rows: Iterable[Row]) -> Counted:
    """The number and the keys of the records that it is made of."""
    return _MEASURES[query.measure](query, sorted(rows, key=lambda row: (row.on, str(row.key))))


def _count(query: FactQuery, rows: Sequence[Row]) -> Counted:
    chosen = _agreeing(query, rows)
    return _counted(len(chosen), chosen)


def _sum(query: FactQuery, rows: Sequence[Row]) -> Counted:
    chosen = [row for row in _agreeing(query, rows) if _answered(row, query.of)]
    return _counted(_total(chosen, query.of), chosen)


def _persons(query: FactQuery, rows: Sequence[Row]) -> Counted:
    chosen = [row for row in _agreeing(query, rows) if row.present]
    return _counted(sum(row.present for row in chosen), chosen)


def _days(query: FactQuery, rows: Sequence[Row]) -> Counted:
    chosen = _agreeing(query, rows)
    return _counted(len({row.on for row in chosen}), chosen)


def _distinct(query: FactQuery, rows: Sequence[Row]) -> Counted:
    chosen = [row for row in _agreeing(query, rows) if _answered(row, query.of)]
    return _counted(len({_plain(row.fields[query.of]) for row in chosen}), chosen)


def _share(query: FactQuery, rows: Sequence[Row]) -> Counted:
    """Of those that answer: how many agree, or one sum by the other; unknown if nobody answers."""
    if query.of:
        fields = (query.of, query.over)
        whole = [row for row in _agreeing(query, rows) if all(_answered(row, name) for name in fields)]
        return _percentage(_total(whole, query.of), _total(whole, query.over), whole)
    whole = [row for row in rows if all(_answered(row, name) for name in query.where)]
    return _percentage(Decimal(len(_agreeing(query, whole))), Decimal(len(whole)), whole)


_MEASURES: dict[str, Callable[[FactQuery, Sequence[Row]], Counted]] = {
    "count": _count,
    "sum": _sum,
    "persons": _persons,
    "days": _days,
    "distinct": _distinct,
    "share": _share,
}


def _agreeing(query: FactQuery, rows: Sequence[Row]) -> list[Row]:
    wanted = query.where.items()
    return [
        row for row in rows if all(_plain(row.fields.get(name)) == _plain(value) for name, value in wanted)
    ]


def _answered(row: Row, name: str) -> bool:
    return row.fields.get(name) not in (None, "", [])


def _total(rows: Iterable[Row], name: str) -> Decimal:
    return sum((Decimal(str(row.fields[name])) for row in rows), Decimal(0))


def _percentage(part: Decimal, whole: Decimal, rows: Sequence[Row]) -> Counted:
    """In tenths; never rounded up to all, or down to none."""
    if not whole:
        return Counted(None, ())
    share = (part * 100 / whole).quantize(TENTH, ROUND_HALF_UP)
    if share == 100 and part < whole:
        share -= TENTH
    elif share == 0 and part > 0:
        share += TENTH
    return Counted(share, tuple(row.key for row in rows))


def _counted(value: int | Decimal, rows: Sequence[Row]) -> Counted:
    return Counted(Decimal(value), tuple(row.key for row in rows))


def _plain(value: Any) -> Any:
    """Something that can be compared and kept in a set: days as text, numbers as numbers, lists as tuples."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, list):
        return repr(value)
    return str(value) if isinstance(value, UUID) else value
