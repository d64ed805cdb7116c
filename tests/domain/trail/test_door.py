"""The door: permission, lock, version, request key, exactly one entry, all or nothing."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.utils.functional import SimpleLazyObject

from bihuan.domain.organizations.enums import UnitKind
from bihuan.domain.organizations.models import Person, Unit
from bihuan.domain.organizations.operations.units import create_unit
from bihuan.domain.trail import door, journal
from bihuan.domain.trail.actor import SYSTEM
from bihuan.domain.trail.failures import NotPermitted, OutsideTheDoor, Stale
from bihuan.domain.trail.models import Change, Entry


@door.operation(
    "tests.person.rename", may=lambda actor, person: actor.may("people.change", at=person.unit_path)
)
def rename(*, person, actor, seen: int, name: str):
    """Rename a person."""
    if name == "boom":
        person.name = "half"
        person.save()
        raise RuntimeError("the body failed")
    person.name = name
    person.save(update_fields=["name"])
    return person


def test_operation_changes_the_row_raises_its_version_and_writes_one_entry(bureau, clerk):
    before = Entry.objects.count()

    renamed = rename(person=bureau.officer, actor=clerk, seen=1, name="乔帆")

    stored = Person.objects.get(pk=bureau.officer.pk)
    assert (stored.name, stored.version, renamed.version) == ("乔帆", 2, 2)
    assert Entry.objects.count() == before + 1
    entry = Entry.objects.latest("pk")
    assert (entry.action, entry.object_key, entry.actor_key, entry.via) == (
        "tests.person.rename",
        bureau.officer.key,
        clerk.user_key,
        "page",
    )
    assert entry.chain.unit_key == bureau.unit.key


def test_changes_keep_before_and_after_of_each_changed_field_only(bureau, clerk):
    rename(person=bureau.officer, actor=clerk, seen=1, name="乔帆")

    changes = Change.objects.filter(entry=Entry.objects.latest("pk"))
    assert [(c.field, journal.value_of(c.before), journal.value_of(c.after)) for c in changes] == [
        ("name", "乔一帆", "乔帆")
    ]


def test_a_failing_body_leaves_row_and_trail_as_they_were(bureau, clerk):
    before = Entry.objects.count()

    with pytest.raises(RuntimeError):
        rename(person=bureau.officer, actor=clerk, seen=1, name="boom")

    assert Person.objects.get(pk=bureau.officer.pk).name == "乔一帆"
    assert Entry.objects.count() == before


def test_who_may_not_is_refused_and_nothing_is_written(bureau, leader, stranger):
    before = Entry.objects.count()

    for actor in (leader, stranger):
        with pytest.raises(NotPermitted):
            rename(person=bureau.officer, actor=actor, seen=1, name="x")

    assert Entry.objects.count() == before


def test_a_stale_edit_is_refused_with_the_current_row_and_what_was_attempted(bureau, clerk):
    rename(person=bureau.officer, actor=clerk, seen=1, name="甲")

    with pytest.raises(Stale) as failure:
        rename(person=bureau.officer, actor=clerk, seen=1, name="乙")

    assert failure.value.current.name == "甲"
    assert failure.value.attempted["name"] == "乙"
    assert Person.objects.get(pk=bureau.officer.pk).name == "甲"


def test_the_same_request_key_has_one_effect_and_the_same_answer(bureau, clerk):
    first = rename(person=bureau.officer, actor=clerk, seen=1, name="甲", request_key="k-1")
    entries = Entry.objects.count()

    again = rename(person=bureau.officer, actor=clerk, seen=1, name="甲", request_key="k-1")

    assert (again.pk, again.version) == (first.pk, first.version)
    assert Entry.objects.count() == entries


def test_another_request_key_is_another_effect(bureau, clerk):
    rename(person=bureau.officer, actor=clerk, seen=1, name="甲", request_key="k-1")

    assert rename(person=bureau.officer, actor=clerk, seen=2, name="乙", request_key="k-2").name == "乙"


@pytest.mark.parametrize(
    "write",
    [
        lambda person: person.save(),
        lambda person: person.delete(),
        lambda person: Person.objects.filter(pk=person.pk).update(name="x"),
        lambda person: Person.objects.filter(pk=person.pk).delete(),
        lambda person: Person.objects.bulk_update([person], ["name"]),
        lambda person: Person.objects.bulk_save([person], ["name"]),
        lambda person: Person.objects.bulk_create([Person(unit=person.unit, staff_number="9", name="x")]),
        lambda person: Unit.objects.create(name="x", path="/x/", kind=UnitKind.ORGAN),
    ],
)
def test_nothing_writes_outside_the_door(bureau, write):
    with pytest.raises(OutsideTheDoor):
        write(bureau.officer)

    assert Person.objects.get(pk=bureau.officer.pk).name == "乔一帆"


def test_rows_saved_together_are_noted_like_rows_saved_alone(bureau):
    people = [bureau.deputy, bureau.officer]

    with door.recorded("tests.rename", actor=SYSTEM, subject=bureau.unit):
        for number, person in enumerate(people):
            person.name = f"新名{number}"
        Person.objects.bulk_save(people, ["name", "left_on"])

    assert [(each.name, each.version) for each in Person.objects.filter(pk__in=[p.pk for p in people])] == [
        ("新名0", 2),
        ("新名1", 2),
    ]
    noted = Change.objects.filter(entry=Entry.objects.last())
    assert [(each.field, each.before, each.after) for each in noted] == [
        ("name", '"韩若溪"', '"新名0"'),
        ("name", '"乔一帆"', '"新名1"'),
    ]


def test_rows_that_come_to_the_same_values_are_saved_together_too(bureau):
    people = [bureau.deputy, bureau.officer]
    day = datetime.date(2026, 3, 1)

    with door.recorded("tests.leave", actor=SYSTEM, subject=bureau.unit):
        for person in people:
            person.left_on = day
        Person.objects.bulk_save(people, ["left_on"])

    stored = Person.objects.order_by("pk")
    assert [(each.left_on, each.version) for each in stored] == [(None, 1), (day, 2), (day, 2)]
    noted = Change.objects.filter(entry=Entry.objects.last())
    assert [(each.field, each.before, each.after) for each in noted] == [
        ("left_on", None, '"2026-03-01"'),
        ("left_on", None, '"2026-03-01"'),
    ]


def test_reading_needs_no_door(bureau):
    assert Person.objects.filter(name="乔一帆").count() == 1


def test_an_operation_inside_an_operation_is_a_defect(bureau):
    @door.operation("tests.nested", may=lambda actor, unit: True)
    def nested(*, unit, actor):
        create_unit(parent=unit, actor=actor, kind=UnitKind.DEPARTMENT, name="x")

    with pytest.raises(OutsideTheDoor):
        nested(unit=bureau.unit, actor=SYSTEM)


@pytest.mark.parametrize("statement", ["UPDATE trail_entry SET action = 'x'", "DELETE FROM trail_entry"])
def test_the_database_refuses_to_change_entries(bureau, statement):
    with pytest.raises(Exception, match="append-only"), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_lazily_loaded_argument_is_read_again_as_what_it_is(bureau, clerk):
    lazy = SimpleLazyObject(lambda: Person.objects.get(pk=bureau.officer.pk))

    assert rename(person=lazy, actor=clerk, seen=1, name="甲").name == "甲"
