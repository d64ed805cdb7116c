"""The database refuses to change entries, and lets changes only be emptied."""

from __future__ import annotations

import importlib
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection, transaction

from bihuan.domain.trail.models import Change, Entry
from bihuan.domain.trail.verification import verify

from .tampering import entries_of


def an_entry(bureau):
    return entries_of(bureau.unit)[1]


def a_change(bureau):
    return Change.objects.get(object_key=bureau.head.key)


def altered(row, **columns):
    for name, value in columns.items():
        setattr(row, name, value)
    return row


def execute(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)


def refused(write, match):
    """The write fails, and everything is as it was."""
    before = list(Entry.objects.order_by("pk").values()), list(Change.objects.order_by("pk").values())
    with pytest.raises(DatabaseError, match=match), transaction.atomic():
        write()
    assert (
        list(Entry.objects.order_by("pk").values()),
        list(Change.objects.order_by("pk").values()),
    ) == before


@pytest.mark.parametrize(
    "write",
    [
        lambda entry: altered(entry, action="x").save(),
        lambda entry: altered(entry, action="x").save(update_fields=["action"]),
        lambda entry: Entry.objects.filter(pk=entry.pk).update(action="x"),
        lambda entry: Entry.objects.update(result="undone"),
        lambda entry: Entry.objects.bulk_update([altered(entry, action="x")], ["action"]),
        lambda entry: Entry.objects.bulk_create(
            [altered(entry, action="x")],
            update_conflicts=True,
            unique_fields=["chain", "sequence"],
            update_fields=["action"],
        ),
        lambda entry: Entry.objects.filter(pk=entry.pk)._raw_delete("default"),
        lambda entry: execute("UPDATE trail_entry SET action = 'x'"),
        lambda entry: execute("UPDATE trail_entry SET sequence = sequence + 1000 WHERE id = %s", entry.pk),
        lambda entry: execute("DELETE FROM trail_entry WHERE id = %s", entry.pk),
        lambda entry: execute("DELETE FROM trail_entry"),
    ],
)
def test_entries_are_neither_changed_nor_deleted(bureau, write):
    refused(lambda: write(an_entry(bureau)), "append-only")


@pytest.mark.parametrize("table", ["trail_entry", "trail_change"])
def test_no_table_is_emptied_or_overwritten_as_a_whole(bureau, table):
    match = "append-only" if table == "trail_entry" else "only be emptied"
    if connection.vendor == "postgresql":
        execute("SET CONSTRAINTS ALL IMMEDIATE")
        refused(lambda: execute(f"TRUNCATE {table} CASCADE"), "append-only|only be emptied")
    else:
        refused(lambda: execute(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"), match)


def test_an_entry_is_not_deleted_with_its_changes_by_the_model(bureau):
    entry = an_entry(bureau)
    entry.changes.all().update(before=None, after=None, salt="")

    refused(lambda: entry.delete(), None)


@pytest.mark.parametrize(
    "columns",
    [
        {"after": "x"},
        {"before": "x", "after": None, "salt": ""},
        {"after": None},
        {"salt": ""},
        {"before": None, "after": None, "salt": "", "digest": "0" * 64},
        {"before": None, "after": None, "salt": "", "field": "x"},
        {"before": None, "after": None, "salt": "", "object_type": "x"},
        {"before": None, "after": None, "salt": "", "position": 7},
    ],
)
def test_a_change_is_only_emptied(bureau, columns):
    change = a_change(bureau)

    refused(lambda: Change.objects.filter(pk=change.pk).update(**columns), "only be emptied")
    refused(lambda: altered(a_change(bureau), **columns).save(), "only be emptied")


@pytest.mark.parametrize(
    "write", [lambda change: change.delete(), lambda change: Change.objects.filter(pk=change.pk).delete()]
)
def test_a_change_is_not_deleted(bureau, write):
    refused(lambda: write(a_change(bureau)), "only be emptied")


def test_a_change_may_be_emptied(bureau):
    Change.objects.filter(pk=a_change(bureau).pk).update(before=None, after=None, salt="")

    assert verify().faults == ()


def test_the_guards_can_be_taken_off_by_a_migration_and_put_on_again(bureau):
    migration = importlib.import_module("bihuan.domain.trail.migrations.0002_append_only")
    editor = SimpleNamespace(connection=connection, execute=execute)

    migration.drop(None, editor)
    Change.objects.filter(pk=a_change(bureau).pk).update(field="name")
    migration.create(None, editor)

    refused(lambda: Change.objects.filter(pk=a_change(bureau).pk).update(field="*"), "only be emptied")
