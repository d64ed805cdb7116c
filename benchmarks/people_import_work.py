"""``python -m benchmarks.people_import_work ROWS``: import newcomers; prints the seconds of each step.

Read: from the bytes of the file to its rows. Compare: the rows with the register. Lock: the writing
operation, which holds the write lock from its first to its last statement. Again: the same file read and
compared once more. Undo: all of it taken back, under the lock too.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from bihuan.cli import environment
from bihuan.core.document.spreadsheet import sheet_bytes
from bihuan.core.document.spreadsheet.model import Column, WrittenSheet

SURNAMES, GIVEN = "岑柏祁闻阮蓝裴宁桑尹", "予安以宁知行长庚云起听雨"
HEADS = ("工号", "姓名", "单位/内设机构", "职务", "任职日期", "所在支部")


def newcomers(count: int) -> Iterator[tuple[str, ...]]:
    for number in range(count):
        name = f"{SURNAMES[number % 10]}{GIVEN[number // 10 % 12]}{GIVEN[number // 120 % 12]}"
        yield f"N{number:06}", name, "办公室", "科员", "2024-03-01", "第一党支部"


def workbook(count: int) -> bytes:
    return sheet_bytes(
        WrittenSheet(
            name="名册",
            title="名册",
            header_left="",
            header_right="",
            columns=tuple(Column(head, 12) for head in HEADS),
            blocks=tuple((row,) for row in newcomers(count)),
        )
    )


def main(count: int) -> dict[str, float]:
    """Import into an empty bureau with an office and a branch, and take it back."""
    environment.ready()
    importlib.import_module("bihuan.cli.migrate").bring_up_to_date()
    units = importlib.import_module("bihuan.domain.organizations.operations.units")
    imports = importlib.import_module("bihuan.domain.organizations.operations.imports")
    preparing = importlib.import_module("bihuan.domain.organizations.sheet.preparing")
    reading = importlib.import_module("bihuan.domain.organizations.sheet.reading")
    system = importlib.import_module("bihuan.domain.trail.actor").SYSTEM
    unit = units.create_unit(parent=None, actor=system, kind="organ", name="青禾县水务局")
    for kind, name in (("department", "办公室"), ("branch", "第一党支部")):
        units.create_unit(parent=unit, actor=system, kind=kind, name=name)
    content, took = workbook(count), {}

    def timed(step: str, action: Callable[[], Any]) -> Any:
        begun = time.perf_counter()
        answer = action()
        took[step] = time.perf_counter() - begun
        return answer

    table = timed("read", lambda: reading.read_people("名册.xlsx", content))
    judged = timed("compare", lambda: imports.judged_table(unit, table))
    batch = timed(
        "keep",
        lambda: imports.preview_people(
            unit=unit, actor=system, table=judged, file_name="名册.xlsx", content=content
        ),
    )
    made = timed("plan", lambda: preparing.prepared(batch, unit))
    batch = timed(
        "lock",
        lambda: imports.apply_people(
            unit=unit, batch=batch, actor=system, seen_batch=batch.version, made=made
        ),
    )
    again = timed("again", lambda: imports.judged_table(unit, reading.read_people("名册.xlsx", content)))
    if any(row["what"] != "unchanged" for row in again.rows):
        raise RuntimeError("the same file changes something")
    timed(
        "undo",
        lambda: imports.undo_people(unit=unit, batch=batch, actor=system, seen_batch=batch.version),
    )
    return took


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))
