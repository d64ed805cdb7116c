"""Compare the rows of a table with the register, row by row. Reads only; nothing is written here."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from ..enums import SeatKind
from ..models import Unit
from . import cells, columns
from .failures import CellProblem
from .member import Member
from .newcomer import Newcomer
from .places import Places
from .plans import Plan, RowPlan, SheetRow, What, telling
from .present import Present, padded_numbers, present_by_number, principals_of

NOT_HERE = "这个工号不能在这里使用。请核对工号；确认没有写错的，请上一级维护名册的人办理。"
SHOWN_LINES = 5


class Planner:
    """Plans the rows of one table. ``renamed`` are lines whose other name was confirmed."""

    def __init__(
        self, places: Places, tenant: Unit, *, today: datetime.date, renamed: Collection[int]
    ) -> None:
        self.places, self.tenant, self.today, self.renamed = places, tenant, today, set(renamed)
        self.present: dict[str, Present] = {}
        self.padded: dict[str, str] = {}

    def plan(self, rows: Iterable[SheetRow]) -> Plan:
        planned = [RowPlan(row) for row in rows]
        numbers = self._numbers(planned)
        self.present = present_by_number(self.tenant, numbers.values())
        if any(number.isdigit() and number not in self.present for number in numbers.values()):
            self.padded = padded_numbers(self.tenant, self.places.top.path)
        for row in planned:
            if row.line in numbers:
                self._plan(row, numbers[row.line])
            self._conclude(row)
        self._refuse_second_principals(planned)
        return Plan(planned)

    def _numbers(self, rows: list[RowPlan]) -> dict[int, str]:
        """The staff number of each row that has one of its own."""
        numbers: dict[int, str] = {}
        for row in rows:
            with telling(row):
                if not row.row.get(columns.NUMBER):
                    raise CellProblem(columns.NUMBER, "没有填。工号用来认人，请补上；整行多余的请删去。")
                numbers[row.line] = cells.number_of(row.row.get(columns.NUMBER))
        return self._once(rows, numbers)

    def _once(self, rows: list[RowPlan], numbers: dict[int, str]) -> dict[int, str]:
        counts = Counter(numbers.values())
        lines: dict[str, list[int]] = defaultdict(list)
        for line, number in numbers.items():
            lines[number].append(line)
        for row in rows:
            number = numbers.get(row.line)
            if number is not None and counts[number] > 1:
                told = "、".join(str(line) for line in lines[number][:SHOWN_LINES])
                more = "等" if counts[number] > SHOWN_LINES else ""
                row.errors.append(
                    (
                        columns.NUMBER,
                        f"“{number}”在表里有{counts[number]}行（第{told}行{more}）。一个人只留一行；"
                        "兼任的职务在人员页面登记。",
                    )
                )
        return {line: number for line, number in numbers.items() if counts[number] == 1}

    def _plan(self, row: RowPlan, number: str) -> None:
        present = self.present.get(number)
        if present is None:
            self._refuse_lost_zeros(row, number)
            Newcomer(row, self.places, self.tenant, today=self.today).plan(number)
        elif not self._in_reach(present):
            row.errors.append((columns.NUMBER, NOT_HERE))
        else:
            row.present = present
            member = Member(row, present, self.places, today=self.today)
            member.plan(renamed=row.line in self.renamed)

    def _in_reach(self, present: Present) -> bool:
        person = present.person
        return person.erased_at is None and person.unit.path in self.places.by_path

    def _refuse_lost_zeros(self, row: RowPlan, number: str) -> None:
        if number.isdigit() and number in self.padded:
            row.errors.append(
                (
                    columns.NUMBER,
                    f"名册里有“{self.padded[number]}”，没有“{number}”：前面的0可能被表格去掉了。"
                    f"是同一个人的，请把这一格设为文本、写成“{self.padded[number]}”；不是的，请换一个工号。",
                )
            )

    def _conclude(self, row: RowPlan) -> None:
        if row.errors:
            row.what = What.WRONG
        elif row.what is not What.ASKED:
            new = row.present is None
            row.what = What.NEW if new else What.CHANGED if row.steps else What.UNCHANGED

    def _refuse_second_principals(self, rows: list[RowPlan]) -> None:
        """A team has one principal: whoever the table makes a second one is wrong, until no row is."""
        making = [row for row in rows if row.acts and row.team]
        holding = principals_of({row.team.pk for row in making}) if making else []
        while making:
            staying = defaultdict(list)
            giving_up = {seat.pk for row in rows if row.acts for seat in _given_up(row)}
            for seat in holding:
                if seat.pk not in giving_up:
                    staying[seat.unit_id].append(seat.person.name)
            for row in making:
                staying[row.team.pk].append(row.row.get(columns.NAME) or str(row.present.person))
            wrong = [row for row in making if len(staying[row.team.pk]) > 1]
            for row in wrong:
                names = staying[row.team.pk]
                told = "、".join(dict.fromkeys(names[:SHOWN_LINES]))
                sentence = f"“{row.team}”的主要负责人就会有{len(names)}名（{told}），只能有1名，请核对。"
                row.errors.append(("seat", sentence))
                row.what = What.WRONG
            making = [row for row in making if row.acts] if wrong else []


def _given_up(row: RowPlan) -> list[Any]:
    """The seats that somebody will no longer hold as the first."""
    return [
        seat
        for seat, values in row.steps.sets
        if getattr(seat, "kind", None) == SeatKind.PRINCIPAL
        and ("until" in values or values.get("kind", SeatKind.PRINCIPAL) != SeatKind.PRINCIPAL)
    ]
