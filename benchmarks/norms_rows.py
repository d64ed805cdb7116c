"""A province's year: 8,000 branches that keep 40 ledgers, five million records in them.

Rows are written by the database itself, past the door: verdicts are measured here, not operations. Records
come in the order of their days, from units and ledgers all over; nothing is drawn by lot, so every filling is
the same. Of 3.84 million demands about a third is not met.
"""

from __future__ import annotations

import dataclasses
import datetime
from itertools import islice
from typing import Any

from bihuan.core.norms import demands
from bihuan.core.norms.demands import Window
from bihuan.core.registry import norms
from bihuan.core.registry.mechanisms import mechanisms

UNITS, MECHANISMS, RECORDS = 8_000, 40, 5_000_000
MONTHS = 12
YEAR = 2025
#: The day in the next January when everybody is asked.
TODAY = datetime.date(2026, 1, 20)
_MONTHLY = "branch-rules-2018.theme-day-monthly"

_PLACES = """
CREATE TEMP TABLE numbers (n INTEGER PRIMARY KEY);
CREATE TEMP TABLE bench_mechanism (place INTEGER PRIMARY KEY, code TEXT);
CREATE TEMP TABLE bench_unit (place INTEGER PRIMARY KEY, id INTEGER);
INSERT INTO numbers WITH RECURSIVE up(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM up WHERE n < {records} - 1)
    SELECT n FROM up;
INSERT INTO organizations_unit (key, version, path, kind, name, short_name, pinyin, initials, leading_body,
    position)
    SELECT printf('a%031x', n), 1, printf('/all/%08x/', n), 'branch', '第' || n || '支部', '', '', '', '', 0
    FROM numbers WHERE n < {units};
INSERT INTO bench_unit SELECT row_number() OVER (ORDER BY id) - 1, id FROM organizations_unit;
"""
_ROWS = """
INSERT INTO ledgers_keeping (key, version, unit_id, mechanism, since)
    SELECT printf('b%031x', n), 1, u.id, m.code, iif(n % 11, '2024-01-01', '2025-04-10')
    FROM numbers JOIN bench_unit u ON u.place = n / {mechanisms}
    JOIN bench_mechanism m ON m.place = n % {mechanisms}
    WHERE n < {units} * {mechanisms} AND n % 13;
INSERT INTO ledgers_exemption (key, version, unit_id, mechanism, since, until, reason, withdrawn_reason)
    SELECT printf('c%031x', n), 1, u.id, m.code, '2025-06-10', '2025-09-01', '集中外出执行任务', ''
    FROM numbers JOIN bench_unit u ON u.place = n / {mechanisms}
    JOIN bench_mechanism m ON m.place = n % {mechanisms}
    WHERE n < {units} * {mechanisms} AND n % 50 = 7;
INSERT INTO ledgers_mark (key, version, unit_id, mechanism, shape, record_key, "on", first, typed)
    SELECT printf('%032x', n), 1, u.id, m.code, 'activity', printf('%032x', n),
        date('2025-01-01', '+' || (n * 365 / {records}) || ' days'), 1, 2
    FROM numbers JOIN bench_unit u ON u.place = (n * 2654435761 % 4294967296) * {units} / 4294967296
    JOIN bench_mechanism m ON m.place = (n * 2246822519 % 4294967291) * {mechanisms} / 4294967291;
"""


def codes() -> list[str]:
    """The mechanisms that are kept."""
    return list(islice(mechanisms(), MECHANISMS))


def windows() -> tuple[Window, ...]:
    """One demand a month for each of the forty: as many verdicts as there can be."""
    monthly = norms.norms()[_MONTHLY]
    asked = [dataclasses.replace(monthly, code=f"bench.{code}", mechanism=code) for code in codes()]
    return demands.windows([(norm, frozenset({"branch"})) for norm in asked], YEAR)


def fill(cursor: Any) -> None:
    """Write everything into an empty SQLite database; indexes are made when the rows are there."""
    cursor.execute("PRAGMA synchronous = OFF")
    _execute(cursor, _PLACES)
    cursor.executemany("INSERT INTO bench_mechanism VALUES (%s, %s)", list(enumerate(codes())))
    indexes = _indexes(cursor, "ledgers_mark")
    for name in indexes:
        cursor.execute(f'DROP INDEX "{name}"')
    _execute(cursor, _ROWS)
    for statement in indexes.values():
        cursor.execute(statement)
    cursor.execute("ANALYZE")


def _execute(cursor: Any, script: str) -> None:
    for statement in script.format(units=UNITS, mechanisms=MECHANISMS, records=RECORDS).split(";\n"):
        cursor.execute(statement)


def _indexes(cursor: Any, table: str) -> dict[str, str]:
    named = "SELECT name, sql FROM sqlite_master WHERE tbl_name = %s AND type = 'index' AND sql > ''"
    cursor.execute(named, [table])
    return dict(cursor.fetchall())
