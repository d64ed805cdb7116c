"""What an import will do: what each row of the table comes to, and in which words it is told."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ..models import Dated, Person, Unit
from .failures import CellProblem
from .present import Present


class What(StrEnum):
    """What becomes of a row; in this order rows are listed."""

    WRONG = "wrong"
    ASKED = "asked"
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(slots=True)
class SheetRow:
    """One row of the table: what it says by column code, and in which column each code stands."""

    line: int
    said: dict[str, str]
    columns: dict[str, int]

    def get(self, code: str) -> str:
        return self.said.get(code, "")


@dataclass(slots=True)
class Steps:
    """What will be written for a row: fields of the person, rows that end or are set, rows that begin."""

    person: dict[str, Any] = field(default_factory=dict)
    sets: list[tuple[Dated, dict[str, Any]]] = field(default_factory=list)
    adds: list[tuple[type[Dated], dict[str, Any]]] = field(default_factory=list)

    def end(self, row: Dated, day: datetime.date) -> None:
        self.sets.append((row, {"until": day}))

    def __bool__(self) -> bool:
        return bool(self.person or self.sets or self.adds)


@dataclass(slots=True)
class RowPlan:
    """One row of the table, what will happen because of it, and what is wrong with it.

    ``errors`` and ``notes`` are (column code, sentence); ``changes`` are (column code, before, after).
    ``team`` is the unit whose team gets the row's person as its first.
    """

    row: SheetRow
    what: What = What.UNCHANGED
    present: Present | None = None
    steps: Steps = field(default_factory=Steps)
    errors: list[tuple[str, str]] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    team: Unit | None = None
    newcomer: Person | None = None
    added: list[Dated] = field(default_factory=list)

    @property
    def line(self) -> int:
        return self.row.line

    @property
    def acts(self) -> bool:
        return self.what in (What.NEW, What.CHANGED)

    def verdict(self) -> dict[str, Any]:
        """What is stored and shown of the plan; the same verdict means that the same will happen."""
        return {
            "what": str(self.what),
            "errors": [self._at(code, sentence) for code, sentence in self.errors],
            "notes": [self._at(code, sentence) for code, sentence in self.notes],
            "changes": [list(change) for change in self.changes],
        }

    def _at(self, code: str, sentence: str) -> list[str]:
        column = self.row.columns.get(code)
        return [f"{letters(column)}{self.line}" if column else "", code, sentence]


@contextmanager
def telling(row: RowPlan) -> Iterator[None]:
    """Keep what is wrong with a cell in the plan of its row, and go on with the next cell."""
    try:
        yield
    except CellProblem as problem:
        row.errors.append((problem.code, problem.sentence))


@dataclass(slots=True)
class Plan:
    rows: list[RowPlan] = field(default_factory=list)

    def count(self, what: What) -> int:
        return sum(row.what is what for row in self.rows)

    @property
    def acting(self) -> list[RowPlan]:
        return [row for row in self.rows if row.acts]


def letters(column: int) -> str:
    """``1`` → A, ``28`` → AB."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text
