"""The database as it stands at one moment, while others go on writing."""

from __future__ import annotations

import copy
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, connections, transaction

ALIAS = "archive"
CORRUPT = "数据库文件自检发现问题：{reason}。备份仍已写成，请尽快核对最近几份备份。"


@contextmanager
def frozen(folder: Path) -> Iterator[str]:
    """The alias of a connection that sees one moment and never waits for writers, nor they for it.

    SQLite is copied into ``folder`` by its online backup; PostgreSQL gives one repeatable-read transaction.
    """
    with _transaction() if connection.vendor == "postgresql" else _copied(folder):
        yield ALIAS


def faults() -> list[str]:
    """What SQLite finds wrong in its own file, as sentences."""
    if connection.vendor == "postgresql":
        return []
    with connections[ALIAS].cursor() as cursor:
        cursor.execute("PRAGMA quick_check(3)")
        return [CORRUPT.format(reason=reason) for (reason,) in cursor.fetchall() if reason != "ok"]


@contextmanager
def _transaction() -> Iterator[None]:
    connections[ALIAS] = connection.copy(ALIAS)
    try:
        with transaction.atomic(using=ALIAS):
            with connections[ALIAS].cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    finally:
        _forget()


@contextmanager
def _copied(folder: Path) -> Iterator[None]:
    file = folder / "snapshot.sqlite3"
    _copy(file)
    settings = {**copy.deepcopy(connection.settings_dict), "NAME": str(file), "OPTIONS": {}}
    connections[ALIAS] = type(connections[connection.alias])(settings, ALIAS)
    try:
        yield
    finally:
        _forget()


def _copy(file: Path) -> None:
    """All pages in one step under one read lock, so that a busy database cannot make it start again."""
    connection.ensure_connection()
    target = sqlite3.connect(file)
    try:
        target.execute("PRAGMA synchronous=OFF")
        connection.connection.backup(target)
    finally:
        target.close()


def _forget() -> None:
    connections[ALIAS].close()
    del connections[ALIAS]
