"""What the database holds, cheaply; what a request did to it; and how to undo it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model

from bihuan.domain.trail.models import Chain, Entry
from bihuan.domain.trail.recorded import RecordedModel

#: Statements that change rows; savepoints and locks do not.
WRITE = re.compile(
    r"\s*(INSERT|UPDATE|DELETE|MERGE|REPLACE|TRUNCATE|WITH\b.*\b(INSERT|UPDATE|DELETE))\b", re.I | re.S
)

#: The clock of an idle session, moved at most once a minute: it is no part of the record.
SESSION_CLOCK = 'UPDATE "django_session"'

Snapshot = tuple[tuple[str, int, int], ...]


def snapshot() -> Snapshot:
    """For every table, how many rows there are and the sum of their versions: one query."""
    with connection.cursor() as cursor:
        cursor.execute(_query())
        return tuple((table, int(rows), int(versions)) for table, rows, versions in cursor.fetchall())


@cache
def _query() -> str:
    quoted = connection.ops.quote_name
    return " UNION ALL ".join(
        f"SELECT '{model._meta.db_table}', COUNT(*), {_version(model)} FROM {quoted(model._meta.db_table)}"
        for model in apps.get_models()
        if model._meta.managed
    )


def _version(model: type[Model]) -> str:
    if issubclass(model, RecordedModel):
        return "COALESCE(SUM(version), 0)"
    return "COALESCE(SUM(size), 0)" if model is Chain else "0"


def last_entry() -> int:
    return Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def entries_after(pk: int) -> list[Entry]:
    return list(Entry.objects.filter(pk__gt=pk).select_related("chain").order_by("pk"))


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens in the block has not happened afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def writes() -> Iterator[list[str]]:
    """The statements of the block that change rows, even where nothing came of them."""
    found: list[str] = []

    def note(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        if WRITE.match(sql) and not sql.startswith(SESSION_CLOCK):
            found.append(sql)
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(note):
        yield found
