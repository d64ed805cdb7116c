"""``python -m benchmarks.attendance_import_work ROWS``: import attendance; prints the seconds of each step.

A bureau with branches of forty members and a theme day every month; each row is one of them on one day. Lock:
the writing operation, which holds the write lock from its first to its last statement.
"""

from __future__ import annotations

import datetime
import importlib
import json
import sys
import time
from collections.abc import Callable
from typing import Any

from benchmarks.people_import_work import newcomers
from bihuan.cli import environment
from bihuan.core.document.spreadsheet import sheet_bytes
from bihuan.core.document.spreadsheet.model import Column, WrittenSheet

MEMBERS, MONTHS = 40, 10
HEADS = ("日期", "支部", "工号", "出席情况", "理由")


def day(month: int) -> datetime.date:
    return datetime.date(2026, month + 1, 6)


def sheet(title: str, heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> bytes:
    columns = tuple(Column(head, 12) for head in heads)
    return sheet_bytes(
        WrittenSheet(
            name=title,
            title=title,
            header_left="",
            header_right="",
            columns=columns,
            blocks=tuple((row,) for row in rows),
        )
    )


def rolls(people: list[tuple[str, str]], count: int) -> list[tuple[str, ...]]:
    """Everybody of every branch, month by month; one in ten is away."""
    rows = [
        (day(month).isoformat(), branch, number, *(("请假", "出差") if place % 10 == 0 else ("出席", "")))
        for month in range(MONTHS)
        for place, (number, branch) in enumerate(people)
    ]
    return rows[:count]


def settled(unit: Any, branches: list[Any], count: int) -> list[tuple[str, str]]:
    """The members by number, each with the branch, brought in by a register; and every month's theme day."""
    people_imports = importlib.import_module("bihuan.domain.organizations.operations.imports")
    reading = importlib.import_module("bihuan.domain.organizations.sheet.reading")
    enter = importlib.import_module("bihuan.domain.ledgers.operations.records").enter_record
    system = importlib.import_module("bihuan.domain.trail.actor").SYSTEM
    rows = [
        (number, name, branches[place // MEMBERS].name)
        for place, (number, name, *_) in enumerate(newcomers(count))
    ]
    content = sheet("名册", ("工号", "姓名", "所在支部"), rows)
    table = people_imports.judged_table(unit, reading.read_people("名册.xlsx", content))
    batch = people_imports.preview_people(
        unit=unit, actor=system, table=table, file_name="名册.xlsx", content=content
    )
    people_imports.apply_people(unit=unit, batch=batch, actor=system, seen_batch=batch.version)
    for branch in branches:
        for month in range(MONTHS):
            enter(unit=branch, actor=system, counts_in=["theme-day"], on=day(month), title="主题党日")
    return [(number, branch) for number, _, branch in rows]


def main(count: int) -> dict[str, float]:
    environment.ready()
    importlib.import_module("bihuan.cli.migrate").bring_up_to_date()
    units = importlib.import_module("bihuan.domain.organizations.operations.units")
    imports = importlib.import_module("bihuan.domain.ledgers.operations.imports")
    import_rows = importlib.import_module("bihuan.domain.ledgers.operations.import_rows")
    judging = importlib.import_module("bihuan.domain.ledgers.sheet.judging")
    reading = importlib.import_module("bihuan.domain.ledgers.sheet.reading")
    mechanism = importlib.import_module("bihuan.core.registry.mechanisms").mechanisms()["theme-day"]
    attendance = importlib.import_module("bihuan.domain.ledgers.models").Attendance
    system = importlib.import_module("bihuan.domain.trail.actor").SYSTEM
    unit = units.create_unit(parent=None, actor=system, kind="organ", name="青禾县水务局")
    people = -(-count // MONTHS)
    branches = [
        units.create_unit(parent=unit, actor=system, kind="branch", name=f"第{number + 1}党支部")
        for number in range(-(-people // MEMBERS))
    ]
    content = sheet("出席", HEADS, rolls(settled(unit, branches, people), count))
    into, took = judging.Sheet(unit, mechanism, "attendance"), {}

    def timed(step: str, action: Callable[[], Any]) -> Any:
        begun = time.perf_counter()
        answer = action()
        took[step] = time.perf_counter() - begun
        return answer

    table = timed("read", lambda: reading.read_records(mechanism, "attendance", "出席.xlsx", content))
    made = timed("compare", lambda: import_rows.prepared(into, table.rows))
    batch = timed(
        "keep",
        lambda: imports.preview_records(
            unit=unit,
            actor=system,
            sheet=into,
            table=table,
            rows=made.told(),
            file_name="出席.xlsx",
            content=content,
        ),
    )
    made = timed("again", lambda: import_rows.prepared(into, batch.rows))
    timed(
        "lock",
        lambda: imports.apply_records(
            unit=unit, batch=batch, actor=system, seen_batch=batch.version, made=made
        ),
    )
    if attendance.objects.count() != count:
        raise RuntimeError("not every row came in")
    return took


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))
