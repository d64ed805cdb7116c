"""Reading a row about somebody whom the register knows against what stands there."""

from __future__ import annotations

import datetime
from typing import Any

from ..models import Dated
from .places import Places
from .plans import RowPlan
from .present import Present
from .reader import Reader


class MemberReader(Reader):
    """A row about somebody whom the register knows: only cells that say something else count."""

    def __init__(self, row: RowPlan, present: Present, places: Places, *, today: datetime.date) -> None:
        super().__init__(row, places, today=today)
        self.present = present
        self.shown = present.cells(places)

    def differs(self, code: str) -> Any:
        """What a cell says if it says something other than the register."""
        if not self.says_more(code):
            return None
        read = {
            "unit": self.home, "branch": self.branch, "order": self.order, "seat": self.seat,
            "since": lambda: self.day("since"), "left": lambda: self.day("left"),
        }.get(code, lambda: self.words(code))  # fmt: skip
        return read()

    def says_more(self, code: str) -> bool:
        """Whether a cell is written otherwise than the register."""
        text = self.row.row.get(code)
        return bool(text) and text != self.shown[code]

    def change(self, code: str, after: str) -> None:
        """Say what becomes of a cell."""
        self.row.changes.append((code, self.shown[code], after))

    def tell_new_seat(self, order: int) -> None:
        self.row.changes.append(("order", "", str(order)))

    def end(self, row: Dated, day: datetime.date, code: str) -> None:
        """Plan the end of something that is held, or say at a cell why it cannot end."""
        if row.since and row.since >= day:
            self.row.errors.append(
                (code, f"{row.since.isoformat()}才开始，不能在{day.isoformat()}结束，请在人员页面更正。")
            )
            return
        self.row.steps.end(row, day)
