"""What verification finds, and what it lets pass."""

from __future__ import annotations

import random
from uuid import UUID

import pytest
from django.db import DataError, connection, transaction
from django.db.models import F

from benchmarks import trail_mutations, trail_rows
from bihuan.domain.organizations.enums import UnitKind
from bihuan.domain.organizations.operations.people import create_person
from bihuan.domain.organizations.operations.units import create_unit
from bihuan.domain.trail import canonical, verification
from bihuan.domain.trail.actor import SYSTEM
from bihuan.domain.trail.models import CHAINED_FIELDS, Chain, Change, Entry
from bihuan.domain.trail.verification import Fault, verify

from .tampering import chain_of, entries_of, switch_triggers_off

GAP = "序号不连续，有记录被删除或插入"
UNCONNECTED = "与上一条的校验值接不上"
ALTERED = "内容与校验值不符，记录被改动"
ALTERED_DETAIL = "变更明细被改动"


def faults_of(unit):
    """Sequence and reason of each fault; all must be of the unit's chain."""
    faults = verify().faults
    assert {fault.chain for fault in faults} <= {str(unit.key)}
    return [(fault.sequence, fault.reason) for fault in faults]


def moved(entry, **columns):
    Entry.objects.filter(pk=entry.pk).update(**columns)


def test_an_untouched_trail_verifies(bureau, clerk_user):
    result = verify()

    assert result.faults == ()
    assert result.entries == Entry.objects.count() > 5
    assert result.chains == 2


def test_format_1_is_what_it_was(db):
    """The hash of a fixed entry: a changed way of writing values down would make old trails unreadable."""
    entry = Entry(
        sequence=1,
        at=trail_mutations.EPOCH,
        via="page",
        action="a.b",
        detail_digest="0" * 64,
        previous="0" * 64,
    )

    assert CHAINED_FIELDS[:3] == ("format", "sequence", "at")
    assert canonical.text_of(["系统", 1, None, trail_rows.UNIT, trail_mutations.EPOCH]) == (
        '["系统",1,null,"00000000-0000-0000-0000-000000000007","1970-01-01T00:00:00.000000+00:00"]'
    )
    assert entry.computed_hash("system") == "524c50c60d429455f83bd423784e04c183c82b485b77535a3d068223a68d1678"


@pytest.mark.parametrize("column", trail_mutations.ENTRY_COLUMNS)
def test_a_bit_turned_in_any_column_of_an_entry_names_that_row(db, column):
    trail_rows.fill(8)
    switch_triggers_off()
    choice = random.Random(column)

    for entry in Entry.objects.order_by("sequence"):
        value = trail_mutations.turned(getattr(entry, column), column, choice)
        assert trail_mutations.Mutation(entry, entry.sequence, column, value).is_found()
    assert verify().faults == ()


@pytest.mark.parametrize("column", trail_mutations.CHANGE_COLUMNS)
def test_a_bit_turned_in_any_column_of_a_change_names_its_entry(db, column):
    trail_rows.fill(8)
    switch_triggers_off()
    choice = random.Random(column)
    changes = Change.objects.exclude(**{f"{column}": None}).select_related("entry")

    for change in changes:
        value = trail_mutations.turned(getattr(change, column), column, choice)
        assert trail_mutations.Mutation(change, change.entry.sequence, column, value).is_found()
    assert len(changes) == (12 if column == "before" else 16)


@pytest.mark.parametrize(("column", "value"), [("at", "never"), ("actor_key", "z" * 32), ("format", "x")])
def test_a_value_that_cannot_be_read_is_refused_by_the_database_or_names_its_row(bureau, column, value):
    switch_triggers_off()
    victim = entries_of(bureau.unit)[2]

    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE trail_entry SET {column} = %s WHERE id = %s", [value, victim.pk])
    except DataError:
        assert connection.vendor == "postgresql"
        assert faults_of(bureau.unit) == []
    else:
        assert [sequence for sequence, _ in faults_of(bureau.unit)] == [3]


def test_a_deleted_entry_is_found(bureau):
    switch_triggers_off()
    victim = entries_of(bureau.unit)[1]

    Change.objects.filter(entry=victim).delete()
    victim.delete()

    assert faults_of(bureau.unit) == [(2, GAP)]


def test_a_deleted_entry_is_found_when_the_rest_is_numbered_anew(bureau):
    switch_triggers_off()
    chain, victim = chain_of(bureau.unit), entries_of(bureau.unit)[1]

    Change.objects.filter(entry=victim).delete()
    victim.delete()
    for entry in entries_of(bureau.unit)[1:]:
        moved(entry, sequence=entry.sequence - 1)
    Chain.objects.filter(pk=chain.pk).update(size=F("size") - 1)

    assert faults_of(bureau.unit) == [(2, UNCONNECTED)]


def test_an_inserted_entry_is_found(bureau):
    switch_triggers_off()
    entries = entries_of(bureau.unit)

    for entry in reversed(entries[2:]):
        moved(entry, sequence=entry.sequence + 1)
    forged = Entry(chain=chain_of(bureau.unit), sequence=3, at=entries[1].at, previous=entries[1].hash)
    forged.detail_digest = canonical.digest()
    forged.hash = forged.computed_hash(str(bureau.unit.key))
    forged.save()
    Chain.objects.filter(unit_key=bureau.unit.key).update(size=F("size") + 1)

    assert faults_of(bureau.unit) == [(4, UNCONNECTED)]


def test_swapped_entries_are_found(bureau):
    switch_triggers_off()
    _, second, third, *_ = entries_of(bureau.unit)

    moved(second, sequence=900)
    moved(third, sequence=2)
    moved(second, sequence=3)

    assert faults_of(bureau.unit) == [(2, UNCONNECTED)]


def test_a_duplicated_entry_is_found(bureau):
    switch_triggers_off()
    copy = entries_of(bureau.unit)[-1]
    Chain.objects.filter(unit_key=bureau.unit.key).update(size=copy.sequence + 1)

    copy.pk, copy.sequence = None, copy.sequence + 1
    copy.save(force_insert=True)

    assert faults_of(bureau.unit) == [(copy.sequence, UNCONNECTED)]


def test_an_entry_that_nobody_registered_is_found(bureau):
    copy = entries_of(bureau.unit)[-1]

    copy.pk, copy.sequence = None, copy.sequence + 1
    copy.save(force_insert=True)

    assert faults_of(bureau.unit) == [(copy.sequence, "链尾之后还有没登记的记录")]


def test_a_cut_tail_is_found_by_the_registered_head(bureau):
    switch_triggers_off()
    last = entries_of(bureau.unit)[-1]

    Change.objects.filter(entry=last).delete()
    last.delete()

    assert faults_of(bureau.unit) == [(last.sequence, "链尾与登记的长度或校验值不符，末尾可能被截断")]


def test_a_changed_detail_is_found(bureau):
    switch_triggers_off()
    change = Change.objects.get(object_key=bureau.head.key)

    Change.objects.filter(pk=change.pk).update(after=change.after.replace("沈知远", "沈某某"))

    assert faults_of(bureau.unit) == [(change.entry.sequence, ALTERED_DETAIL)]


def test_a_detail_without_its_salt_must_be_empty(bureau):
    switch_triggers_off()
    change = Change.objects.get(object_key=bureau.head.key)

    Change.objects.filter(pk=change.pk).update(after=change.after.replace("沈知远", "沈某某"), salt="")

    assert faults_of(bureau.unit) == [(change.entry.sequence, ALTERED_DETAIL)]


@pytest.mark.parametrize("how", ["deleted", "moved", "added"])
def test_details_that_are_missing_moved_or_added_are_found(bureau, how):
    switch_triggers_off()
    second, third = entries_of(bureau.unit)[1:3]
    change = Change.objects.filter(entry=third).latest("position")

    if how == "deleted":
        change.delete()
    elif how == "moved":
        Change.objects.filter(pk=change.pk).update(entry=second, position=9)
    else:
        Change.objects.create(entry=third, position=9, object_key=change.object_key, digest=change.digest)

    expected = 2 if how == "moved" else 3
    assert faults_of(bureau.unit) == [(expected, "变更明细与登记的校验值不符")]


def test_only_the_first_bad_row_of_each_chain_is_named(bureau, stranger_user):
    switch_triggers_off()
    units = [bureau.unit, stranger_user.person.unit]
    for unit in units:
        moved(entries_of(unit)[1], action="altered")
        moved(entries_of(unit)[-1], action="altered")

    assert sorted(verify().faults, key=lambda fault: fault.chain) == [
        Fault(name, 2, ALTERED) for name in sorted(str(unit.key) for unit in units)
    ]


@pytest.mark.parametrize("rows_at_a_time", [1, 2, 3])
def test_chains_longer_than_one_portion_verify(bureau, monkeypatch, rows_at_a_time):
    monkeypatch.setattr(verification, "ROWS_AT_A_TIME", rows_at_a_time)

    assert verify().faults == ()


@pytest.mark.parametrize("chains", [1, 3])
def test_the_queries_do_not_grow_with_entries_or_chains(db, django_assert_num_queries, monkeypatch, chains):
    for number in range(chains):
        monkeypatch.setattr(trail_rows, "UNIT", UUID(int=number))
        trail_rows.fill(100)

    with django_assert_num_queries(4):
        assert verify().entries == chains * 100


def test_unreadable_values_in_two_of_five_chains_leave_the_others_verified(db, monkeypatch):
    for number in range(5):
        monkeypatch.setattr(trail_rows, "UNIT", UUID(int=number))
        trail_rows.fill(4)
    second, fifth = (Chain.objects.get(unit_key=UUID(int=number)) for number in (1, 4))
    wrong = verification._wrong

    def unreadable(entry, walk):
        if (entry.chain_id, entry.sequence) in {(second.pk, 2), (second.pk, 4), (fifth.pk, 3)}:
            raise ValueError("not a moment")
        return wrong(entry, walk)

    monkeypatch.setattr(verification, "_wrong", unreadable)

    reason = "内容读不出来，记录被改动"
    assert verify().faults == (Fault(second.name, 2, reason), Fault(fifth.name, 3, reason))


@pytest.mark.parametrize("moment", ["_stream", "_Details", "_stop_at_unregistered"])
def test_chains_may_grow_while_they_are_verified(bureau, stranger_user, monkeypatch, moment):
    """Two units get an entry, and one more unit its first, just before or just after a step."""
    then = getattr(verification, moment)

    def grown(*arguments, **options):
        result = then(*arguments, **options) if moment == "_Details" else None
        for unit in (bureau.unit, stranger_user.person.unit):
            create_person(unit=unit, actor=SYSTEM, staff_number="777", name="甲")
        create_unit(parent=None, actor=SYSTEM, kind=UnitKind.ORGAN, name="乙")
        return result or then(*arguments, **options)

    before = Entry.objects.count()
    monkeypatch.setattr(verification, moment, grown)

    result = verify()

    assert (result.faults, result.entries) == ((), before)
    assert Entry.objects.count() == before + 3
