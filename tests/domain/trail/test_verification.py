"""What verification finds, and what it lets pass."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from django.db import connection

from bihuan.domain.trail.models import Change, Entry
from bihuan.domain.trail.verification import verify


@contextmanager
def without_triggers():
    """What a person with full rights over the database could do."""
    postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        if postgresql:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE trail_entry DISABLE TRIGGER USER")
        else:
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'trail_entry'"
            )
            triggers = cursor.fetchall()
            for name, _ in triggers:
                cursor.execute(f"DROP TRIGGER {name}")
        yield cursor
        if not postgresql:
            for _, statement in triggers:
                cursor.execute(statement)


def test_an_untouched_trail_verifies(bureau, clerk_user):
    result = verify()

    assert result.faults == ()
    assert result.entries == Entry.objects.count() > 5


@pytest.mark.parametrize(
    "column",
    ["sequence", "at", "actor_key", "roles", "via", "os_account", "action", "object_type", "object_key",
     "result", "detail_digest", "algorithm", "previous", "hash"],
)  # fmt: skip
def test_a_change_in_any_column_of_an_entry_is_found(bureau, column):
    victim = Entry.objects.filter(chain__unit_key=bureau.unit.key).order_by("sequence")[1]
    changed = {"sequence": 900, "at": "2001-01-01 00:00:00+00:00"}.get(column, "altered")
    if column.endswith("_key"):
        changed = "f" * 32

    with without_triggers() as cursor:
        cursor.execute(f"UPDATE trail_entry SET {column} = %s WHERE id = %s", [changed, victim.pk])

    (fault,) = verify().faults
    assert fault.chain == str(bureau.unit.key)
    assert fault.sequence in (2, 3)


def test_a_deleted_entry_is_found(bureau):
    victim = Entry.objects.filter(chain__unit_key=bureau.unit.key).order_by("sequence")[1]
    Change.objects.filter(entry=victim).delete()

    with without_triggers() as cursor:
        cursor.execute("DELETE FROM trail_entry WHERE id = %s", [victim.pk])

    assert [fault.reason for fault in verify().faults] == ["序号不连续，有记录被删除或插入"]


def test_a_cut_tail_is_found_by_the_registered_head(bureau):
    last = Entry.objects.filter(chain__unit_key=bureau.unit.key).order_by("sequence").last()
    Change.objects.filter(entry=last).delete()

    with without_triggers() as cursor:
        cursor.execute("DELETE FROM trail_entry WHERE id = %s", [last.pk])

    assert [fault.reason for fault in verify().faults] == ["链尾与登记的长度或校验值不符，末尾可能被截断"]


def test_a_changed_detail_is_found(bureau):
    change = Change.objects.filter(object_key=bureau.head.key).first()
    Change.objects.filter(pk=change.pk).update(after=change.after.replace("沈知远", "沈某某"))

    assert [fault.reason for fault in verify().faults] == ["变更明细被改动"]


def test_an_erased_detail_keeps_the_chain_valid(bureau):
    Change.objects.filter(object_key=bureau.head.key).update(before=None, after=None, salt="")

    assert verify().faults == ()
