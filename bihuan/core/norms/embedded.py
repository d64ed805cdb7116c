"""Verdicts on many units by the embedded engine, from Parquet files in a folder.

The same files, read by a Spark cluster, give the same rows through the same expressions. The engine fetches
no extension from anywhere: CSV and Parquet are built in.
"""

from __future__ import annotations

import csv
import datetime
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from .demands import Window
from .frames import Expressions
from .tables import QUESTION, SNAPSHOT, Row, question

Columns = Mapping[str, str]

CLOSED_NETWORK = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}
MEMORY = "600MB"
THREADS = 2


def write_snapshot(folder: Path, tables: Mapping[str, Iterable[Row]]) -> None:
    """Write what is known, one Parquet file for each table of :data:`.tables.SNAPSHOT`."""
    _write(folder, SNAPSHOT, tables)


def write_question(folder: Path, windows: Sequence[Window], *, today: datetime.date) -> None:
    """Write what is asked beside what is known; a cluster needs both."""
    _write(folder, QUESTION, question(windows, today=today))


def verdicts(folder: Path) -> list[Row]:
    """Every verdict, in the columns of :data:`.frames.ANSWER`, ordered by unit, norm and period."""
    with _opened(folder) as connection:
        return connection.sql(sql()).order("unit, norm, starts").fetchall()


def write_verdicts(folder: Path, answer: Path) -> None:
    """Write the verdicts to a Parquet file, however many they are."""
    with _opened(folder) as connection:
        connection.sql(sql()).write_parquet(str(answer))


def totals(answer: Path) -> list[Row]:
    """How many units stand how with each norm in each period: norm, first day, state, count."""
    with _connected() as connection:
        return connection.read_parquet(str(answer)).aggregate("norm, starts, state, count(*)").fetchall()


@cache
def sql() -> str:
    """The expressions in the words of the embedded engine."""
    from sqlframe.duckdb import DuckDBSession, functions

    with _connected() as connection:
        for name, columns in (SNAPSHOT | QUESTION).items():
            connection.execute(f"CREATE TABLE {name} ({', '.join(map(' '.join, columns.items()))})")
        session = DuckDBSession(conn=connection)
        try:
            frame = Expressions(functions).verdicts(
                {name: session.table(name) for name in SNAPSHOT | QUESTION}
            )
            return str(frame.sql(dialect="duckdb"))
        finally:
            session.stop()


@contextmanager
def _opened(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection on which the tables are views of the folder's files."""
    with _connected() as connection:
        for name in SNAPSHOT | QUESTION:
            connection.read_parquet(str(folder / f"{name}.parquet")).create_view(name)
        yield connection


@contextmanager
def _connected() -> Iterator[duckdb.DuckDBPyConnection]:
    with tempfile.TemporaryDirectory(prefix="bihuan-") as spill:
        limits: dict[str, Any] = {"threads": THREADS, "memory_limit": MEMORY, "temp_directory": spill}
        with duckdb.connect(":memory:", config=limits | CLOSED_NETWORK) as connection:
            yield connection


def _write(
    folder: Path, columns: Mapping[str, Mapping[str, str]], tables: Mapping[str, Iterable[Row]]
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with _connected() as connection:
        for name, types in columns.items():
            _write_table(connection, folder / f"{name}.parquet", types, tables.get(name, ()))


def _write_table(
    connection: duckdb.DuckDBPyConnection, path: Path, types: Columns, rows: Iterable[Row]
) -> None:
    """By way of a CSV file: the engine takes rows from Python one at a time only, and slowly."""
    text = path.with_suffix(".csv")
    try:
        with text.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        connection.read_csv(
            str(text),
            header=False,
            columns=dict(types),
            auto_detect=False,
            na_values="",
        ).write_parquet(str(path), compression="zstd")
    finally:
        text.unlink(missing_ok=True)
