"""Reading the cells of one row, and the seat that any row may give."""

from __future__ import annotations

import datetime
from typing import Any

from ..enums import SeatKind
from ..models import TeamSeat, Unit
from . import cells, columns
from .cells import NOTHING, Nothing
from .failures import CellProblem
from .places import Places
from .plans import RowPlan, telling


class Reader:
    """Reads the cells of a row; what is wrong with one is kept in the row's plan."""

    def __init__(self, row: RowPlan, places: Places, *, today: datetime.date) -> None:
        self.row, self.places, self.today = row, places, today

    def words(self, code: str) -> str | None:
        return self._read(code, lambda text: cells.words_of(code, text))

    def day(self, code: str) -> datetime.date | Nothing | None:
        return self._read(code, lambda text: cells.day_of(code, text, today=self.today))

    def home(self) -> Unit | None:
        return self._read("unit", lambda text: _unit("unit", self.places.home, text))

    def branch(self) -> Unit | Nothing | None:
        return self._read("branch", lambda text: _unit("branch", self.places.branch, text))

    def order(self) -> int | Nothing | None:
        return self._read("order", cells.order_of)

    def seat(self) -> SeatKind | None:
        return self._read("seat", cells.seat_of)

    def _read(self, code: str, understand: Any) -> Any:
        """What the cell says: None for an empty or wrong one, NOTHING where ``无`` makes sense."""
        text = self.row.row.get(code)
        if not text:
            return None
        with telling(self.row):
            if not columns.says_nothing_holds(text):
                return understand(text)
            if code in ("branch", "order", "portfolio", "left"):
                return NOTHING
            if code in ("unit", "title", "name"):
                raise CellProblem(code, f"不能写“{text}”。不改的请空着；已离开的请写离开日期。")
        return None

    def tell_new_seat(self, order: int) -> None:
        """Say that the row gives a seat; of a newcomer everything is new."""


def plan_new_seat(reader: Reader, unit: Unit | None, *, since: datetime.date | None) -> None:
    """Plan a seat in a unit's team if the row gives a place in its order."""
    row, order, kind, portfolio = reader.row, reader.order(), reader.seat(), reader.words("portfolio")
    if isinstance(order, int):
        values = {
            "unit": unit,
            "position": order,
            "kind": kind or SeatKind.MEMBER,
            "portfolio": portfolio if isinstance(portfolio, str) else "",
            "since": since,
        }
        row.steps.adds.append((TeamSeat, values))
        row.team = unit if kind == SeatKind.PRINCIPAL else None
        reader.tell_new_seat(order)
    elif order is None and not row.row.get("order") and (kind or isinstance(portfolio, str)):
        code = "seat" if kind else "portfolio"
        row.errors.append((code, "没有写班子排序。是班子成员的，请补上排序；不是的，请空着。"))


def _unit(code: str, find: Any, text: str) -> Unit:
    try:
        return find(text)
    except ValueError as problem:
        raise CellProblem(code, str(problem)) from None
