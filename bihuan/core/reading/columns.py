"""What the columns of a ledger hold, by the words at their head; a head may have two or three rows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from bihuan.core.reading import owners
from bihuan.core.reading.grid import Cell, Grid
from bihuan.core.registry import words
from bihuan.core.text import numbering

_MOST_HEAD_ROWS = 3
_LONGEST_HEAD = 16
_AND = re.compile(r"[及和与、/（()）]")


@dataclass(frozen=True, slots=True)
class Column:
    """``role`` is number, aspect, problem, cause, measure, result, owner, deadline or ignored.

    ``owner`` is what an owner in this column is: 责任领导, 牵头, 配合 or 责任人.
    """

    role: str
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """The columns by number, and the first row below the head."""

    columns: dict[int, Column]
    first_row: int
    spans: tuple[tuple[int, int], ...]


def head(text: str, grid: Grid) -> Head | None:
    """The head of a ledger, or ``None`` for a table that is none."""
    rows = grid.by_row()
    first = next(
        (row for row in range(min(len(rows), _MOST_HEAD_ROWS)) if _is_head_row(text, rows[row])), None
    )
    if first is None:
        return None
    last = first
    covered = max((cell.row + cell.row_span for cell in rows[first]), default=first + 1)
    while last + 1 < min(len(rows), first + _MOST_HEAD_ROWS) and (
        last + 1 < covered or _is_second_row(text, rows[last + 1])
    ):
        last += 1
    cells = [cell for row in rows[first : last + 1] for cell in row]
    columns = {number: column for number in range(grid.columns) if (column := _column(text, cells, number))}
    roles = {column.role for column in columns.values()}
    if not roles & {"problem", "measure"}:
        return None
    return Head(columns, last + 1, tuple((cell.start, cell.end) for cell in cells))


def _is_head_row(text: str, cells: list[Cell]) -> bool:
    titles = [_title(text, cell) for cell in cells]
    named = [title for title in titles if role_of(title) is not None]
    return (
        len(named) >= 2
        and len(named) * 2 >= len(titles)
        and all(len(title) <= _LONGEST_HEAD for title in titles)
    )


def _is_second_row(text: str, cells: list[Cell]) -> bool:
    """A further row of the head has only short titles that name columns and no number."""
    titles = [_title(text, cell) for cell in cells]
    if not titles or any(numbering.leading(title) for title in titles):
        return False
    return all(len(title) <= _LONGEST_HEAD and role_of(title) for title in titles)


def _column(text: str, cells: list[Cell], number: int) -> Column | None:
    """The lowest title over a column decides, the ones above it help out."""
    titles = [_title(text, cell) for cell in cells if cell.covers_column(number)]
    for title in reversed(titles):
        role = role_of(title)
        if role == "owner":
            return Column(
                role, owners.role_of(title) or owners.role_of("".join(titles)) or _default_owner(title)
            )
        if role is not None:
            return Column(role)
    return None


def _default_owner(title: str) -> str:
    for word, role in (("领导", "责任领导"), ("配合", "配合"), ("协助", "配合"), ("人", "责任人")):
        if word in title:
            return role
    return "牵头"


def _title(text: str, cell: Cell) -> str:
    return re.sub(r"\s", "", "".join(text[start:end] for start, end in cell.parts))


@cache
def role_of(title: str) -> str | None:
    """What a column with this title holds; of 整改措施及完成时限 what the items are made of."""
    roles = [role for part in _AND.split(title) if (role := _role(part))]
    leading = [role for role in roles if role in ("problem", "measure", "cause", "result")]
    return next(iter(leading or roles), None)


def _role(title: str) -> str | None:
    for row in words.entry("columns")["column"]:
        if re.search(row["pattern"], title):
            return str(row["role"])
    return None
