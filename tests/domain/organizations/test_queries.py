"""Who sees which units and people; how people are ordered and found."""

from __future__ import annotations

import pytest

from bihuan.domain.organizations import pinyin, queries
from bihuan.domain.organizations.enums import UnitKind
from bihuan.domain.organizations.operations.people import create_person
from bihuan.domain.organizations.operations.units import create_unit
from bihuan.domain.trail.actor import SYSTEM, Actor
from bihuan.domain.trail.failures import NotPermitted


def names(rows) -> list[str]:
    return [row.name for row in rows]


def test_a_role_reaches_its_unit_and_everything_below(bureau, clerk):
    assert names(queries.units_visible_to(clerk)) == ["青禾县水务局", *sorted_by_path(bureau)]


def sorted_by_path(bureau) -> list[str]:
    return names(sorted([bureau.office, bureau.finance], key=lambda unit: unit.path))


def test_two_tenants_never_meet(bureau, stranger):
    assert names(queries.units_visible_to(stranger)) == ["白鹭县林业局"]
    assert names(queries.people_visible_to(stranger)) == ["郁青"]


def test_without_a_role_nothing_is_seen(bureau):
    nobody = Actor(user_key=None, person_key=None)

    assert names(queries.units_visible_to(nobody)) == []
    assert names(queries.people_visible_to(nobody)) == []


def test_people_stand_by_pinyin(bureau, clerk):
    for number, name in (("004", "章安"), ("005", "艾青")):
        create_person(unit=bureau.unit, actor=SYSTEM, staff_number=number, name=name)

    assert names(queries.people_visible_to(clerk)) == ["艾青", "韩若溪", "乔一帆", "沈知远", "章安"]


def test_the_team_stands_in_its_own_order(bureau):
    assert names(queries.team_of(bureau.unit)) == ["沈知远", "韩若溪"]


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_of_people_costs_one_query(bureau, clerk, django_assert_num_queries, count):
    for number in range(count):
        create_person(unit=bureau.unit, actor=SYSTEM, staff_number=f"9{number}", name="某某")

    with django_assert_num_queries(1):
        assert [str(person.department or "") for person in queries.people_visible_to(clerk)]


@pytest.mark.parametrize(
    ("name", "spelled", "initials"),
    [("李小荷", "li xiao he", "lxh"), ("Anna", "Anna", "A")],
)
def test_names_are_spelled_for_sorting_and_searching(name, spelled, initials):
    assert (pinyin.spelled(name), pinyin.initials(name)[: len(initials)]) == (spelled, initials)


def test_departments_stand_in_their_own_order(bureau):
    assert names(queries.departments_of(bureau.unit)) == ["办公室", "财务科"]


def test_a_path_is_the_parents_path_and_more(bureau):
    assert bureau.office.path.startswith(bureau.unit.path)
    assert bureau.office.path.count("/") == 3


def test_the_clerk_does_not_make_units(bureau, clerk):
    with pytest.raises(NotPermitted):
        create_unit(parent=bureau.unit, actor=clerk, kind=UnitKind.DEPARTMENT, name="x")
