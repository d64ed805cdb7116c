"""Single bits turned in stored rows of a trail, one at a time, and whether verification names the row."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, models, transaction

from benchmarks import trail_rows
from bihuan.domain.trail.models import CHAINED_FIELDS, DIGESTED_FIELDS, Change, Entry
from bihuan.domain.trail.verification import verify

ENTRY_COLUMNS = (*CHAINED_FIELDS, "hash")
CHANGE_COLUMNS = (*DIGESTED_FIELDS, "digest")
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
MICROSECOND = datetime.timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Mutation:
    """One bit of one column of one row, which belongs to the entry of that sequence."""

    row: models.Model
    sequence: int
    column: str
    value: Any

    def is_found(self) -> bool:
        """Turn the bit, verify, turn it back: whether exactly this row was named as the first bad one."""
        self._store(self.value)
        faults = [(fault.chain, fault.sequence) for fault in verify().faults]
        self._store(getattr(self.row, self.column))
        return faults == [(str(trail_rows.UNIT), self.sequence)]

    def _store(self, value: Any) -> None:
        type(self.row)._default_manager.filter(pk=self.row.pk).update(**{self.column: value})


def found(rows: int) -> tuple[int, int]:
    """How many mutations there are in every column of so many entries and of a change of each, and found."""
    trail_rows.fill(rows)
    with transaction.atomic():
        switch_triggers_off()
        results = [mutation.is_found() for mutation in mutations(random.Random(rows))]
    return len(results), sum(results)


def mutations(choice: random.Random) -> Iterator[Mutation]:
    """One mutation for every column that holds something, of every entry and of its first change."""
    for entry in Entry.objects.order_by("sequence"):
        for column in ENTRY_COLUMNS:
            yield Mutation(entry, entry.sequence, column, turned(getattr(entry, column), column, choice))
    for change in Change.objects.filter(position=0).select_related("entry").order_by("entry__sequence"):
        for column in CHANGE_COLUMNS:
            if (value := getattr(change, column)) is not None:
                yield Mutation(change, change.entry.sequence, column, turned(value, column, choice))


def turned(value: Any, column: str, choice: random.Random) -> Any:
    """The value with one bit turned, such that the database still takes it."""
    match value:
        case str():
            at = choice.randrange(len(value))
            return value[:at] + chr(ord(value[at]) ^ 1 << choice.randrange(5)) + value[at + 1 :]
        case UUID():
            return UUID(int=value.int ^ 1 << choice.randrange(128))
        case datetime.datetime():
            return EPOCH + ((value - EPOCH) // MICROSECOND ^ 1 << choice.randrange(48)) * MICROSECOND
        case int() if column == "sequence":  # a lower bit is another row's number, refused as a fork
            return value ^ 1 << choice.randrange(10, 48)
        case int():
            return value ^ 1 << choice.randrange(15)
    raise TypeError(f"{column} holds nothing to turn")


def switch_triggers_off() -> None:
    """What a person with full rights over the database could do."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in ("trail_entry", "trail_change"):
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            return
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")
