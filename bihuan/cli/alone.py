"""One run of ``bihuan daily`` at a time, also where several servers share one PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from .archive.failures import ArchiveFailed
from .archive.workspace import locked

#: The number of the lock among those of the database: “bihuan” in ASCII.
NUMBER = 0x62696875616E


class Busy(Exception):
    """Another run, or a restore, is at it."""


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Hold the home on this machine and, on PostgreSQL, the database for all machines.

    Both locks go with the process and its connection, however they end.

    :raises Busy: if somebody else holds either.
    """
    try:
        with locked(home), _database():
            yield
    except ArchiveFailed as failure:
        raise Busy from failure


@contextmanager
def _database() -> Iterator[None]:
    """SQLite lives in the home, so whoever holds that holds it."""
    if connection.vendor != "postgresql":
        yield
        return
    if not _asked("pg_try_advisory_lock"):
        raise Busy
    try:
        yield
    finally:
        _asked("pg_advisory_unlock")


def _asked(function: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [NUMBER])
        return bool(cursor.fetchone()[0])
