"""A person is erased; the chain stays whole."""

from __future__ import annotations

import uuid

import pytest

from bihuan.domain.organizations.models import Person, Unit
from bihuan.domain.trail import door, erasure, journal, queries
from bihuan.domain.trail.actor import SYSTEM
from bihuan.domain.trail.failures import OutsideTheDoor
from bihuan.domain.trail.models import Change, Entry
from bihuan.domain.trail.verification import verify


@door.operation("tests.person.rename_twice", may=lambda actor, person: True)
def rename_twice(*, person, actor):
    """Give a person two other names."""
    for name in ("沈一", "沈二"):
        person.name = name
        person.save()


@door.operation("tests.person.erase", may=lambda actor, unit: True)
def erase(*, unit, actor, keys):
    """Erase what the trail says about objects."""
    return erasure.erase(keys)


def texts():
    """All that the changes hold, with the salts."""
    return [text for row in Change.objects.values_list("before", "after", "salt") for text in row if text]


def test_nothing_of_the_person_is_left_and_the_chain_verifies(bureau):
    rename_twice(person=bureau.head, actor=SYSTEM)
    assert any("沈" in text for text in texts())

    assert erase(unit=bureau.unit, actor=SYSTEM, keys=(bureau.head.key,)) == 3

    assert not any("沈" in text for text in texts())
    assert not Change.objects.filter(object_key=bureau.head.key).exclude(salt="").exists()
    assert (verify().faults, verify().erased) == ((), 3)


def test_nothing_of_others_is_touched(bureau):
    others = Change.objects.exclude(object_key=bureau.head.key)
    before = list(others.order_by("pk").values())

    erase(unit=bureau.unit, actor=SYSTEM, keys=(bureau.head.key,))

    assert list(others.order_by("pk").values()) == before


def test_entries_are_not_touched_but_for_the_erasing_itself(bureau):
    before = list(Entry.objects.order_by("pk").values())

    erase(unit=bureau.unit, actor=SYSTEM, keys=(bureau.head.key,))

    *same, added = Entry.objects.order_by("pk").values()
    assert same == before
    assert added["action"] == "tests.person.erase"


def test_the_history_says_that_something_happened_not_what(bureau):
    erase(unit=bureau.unit, actor=SYSTEM, keys=(bureau.head.key,))

    (past,) = queries.history_of(bureau.head.key)
    assert (past.field, past.before, past.after, past.erased) == (journal.WHOLE_ROW, None, None, True)
    (other,) = queries.history_of(bureau.deputy.key)
    assert (other.after["name"], other.erased) == ("韩若溪", False)


def test_erasing_again_finds_nothing_left(bureau):
    erase(unit=bureau.unit, actor=SYSTEM, keys=(bureau.head.key,))

    assert erase(unit=bureau.unit, actor=SYSTEM, keys=(bureau.head.key,)) == 0


@pytest.mark.parametrize("strangers", [0, 1_200])
def test_any_number_of_keys_may_be_given(bureau, strangers):
    keys = (*(uuid.uuid4() for _ in range(strangers)), bureau.head.key, bureau.deputy.key)

    assert erase(unit=bureau.unit, actor=SYSTEM, keys=keys) == 2


def test_no_key_erases_nothing(bureau):
    before = texts()

    assert erase(unit=bureau.unit, actor=SYSTEM, keys=()) == 0
    assert texts() == before


def test_erasing_is_an_operation_like_any_other(bureau):
    with pytest.raises(OutsideTheDoor):
        erasure.erase([bureau.head.key])

    assert verify().erased == 0


def test_a_failing_operation_erases_nothing(bureau):
    @door.operation("tests.person.erase_and_fail", may=lambda actor, unit: True)
    def erase_and_fail(*, unit, actor, key):
        """Erase and fail."""
        erasure.erase([key])
        raise RuntimeError

    with pytest.raises(RuntimeError):
        erase_and_fail(unit=bureau.unit, actor=SYSTEM, key=bureau.head.key)

    assert verify().erased == 0


def test_the_rows_themselves_are_not_the_business_of_the_trail(bureau):
    erase(unit=bureau.unit, actor=SYSTEM, keys=(bureau.head.key, bureau.unit.key))

    assert Person.objects.get(pk=bureau.head.pk).name == "沈知远"
    assert Unit.objects.get(pk=bureau.unit.pk).name == "青禾县水务局"
