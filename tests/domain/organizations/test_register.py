"""The register as a list: who is in it, in which order, page by page."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from bihuan.domain.accounts import queries as accounts
from bihuan.domain.organizations import register
from bihuan.domain.organizations.models import Unit
from bihuan.domain.organizations.operations.branches import join_branch
from bihuan.domain.organizations.operations.people import create_person, leave
from bihuan.domain.organizations.register import Wanted
from bihuan.domain.trail import door
from bihuan.domain.trail.actor import SYSTEM, Actor
from tests.cast import user_with

from .register import somebody


def listed(actor, **wanted):
    return [person.name for person in register.people_wanted(actor, Wanted(**wanted))]


def marked(person, mark):
    with door.recorded("tests.person.mark", actor=SYSTEM, subject=person):
        setattr(person, mark, timezone.now())
        person.save()


def test_people_stand_by_pinyin_or_by_number(bureau, clerk):
    assert listed(clerk) == ["韩若溪", "乔一帆", "沈知远"]
    assert listed(clerk, descending=True) == ["沈知远", "乔一帆", "韩若溪"]
    assert listed(clerk, sort="number") == ["沈知远", "韩若溪", "乔一帆"]
    assert listed(clerk, sort="number", descending=True) == ["乔一帆", "韩若溪", "沈知远"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("若溪", ["韩若溪"]),
        ("韩", ["韩若溪"]),
        ("hanruo", ["韩若溪"]),
        ("han ruo xi", ["韩若溪"]),
        ("HRX", ["韩若溪"]),
        ("hr", ["韩若溪"]),
        ("002", ["韩若溪"]),
        ("00", ["韩若溪", "乔一帆", "沈知远"]),
        ("ruoxi", []),
        ("2", []),
        ("%", []),
        ("_", []),
        ("郁青", []),
    ],
)
def test_people_are_found_by_name_pinyin_initials_or_number(bureau, clerk, stranger_user, words, expected):
    assert listed(clerk, words=words) == expected


def test_whoever_was_erased_or_taken_back_is_in_no_list(bureau, clerk):
    marked(bureau.head, "erased_at")
    marked(bureau.deputy, "withdrawn_at")

    assert (listed(clerk), listed(clerk, gone=True)) == (["乔一帆"], [])


def test_whoever_left_stands_in_a_list_of_their_own(bureau, clerk):
    leave(person=bureau.deputy, actor=SYSTEM, on=datetime.date(2026, 1, 1))

    assert (listed(clerk), listed(clerk, gone=True)) == (["乔一帆", "沈知远"], ["韩若溪"])


def test_a_unit_means_everything_below_it_too(bureau, clerk, station, first_branch):
    chief = somebody(station, "100", name="站长")
    join_branch(person=chief, branch=first_branch, actor=SYSTEM)

    assert listed(clerk, unit=bureau.unit) == ["韩若溪", "乔一帆", "沈知远", "站长"]
    assert listed(clerk, unit=station) == ["站长"]
    assert listed(clerk, unit=bureau.office) == ["乔一帆"]
    assert listed(clerk, unit=bureau.finance) == []
    assert listed(clerk, unit=first_branch) == ["站长"]


def test_nobody_out_of_reach_is_listed(bureau, station, garden, first_branch, stranger):
    chief = somebody(station, "100", name="站长")
    join_branch(person=chief, branch=first_branch, actor=SYSTEM)
    other = user_with(somebody(garden, "101", name="园丁"), "clerk", "gardener")
    keeper = accounts.actor_of(other)

    assert listed(keeper) == ["园丁"]
    for unit in (bureau.unit, station, first_branch, stranger_unit(stranger)):
        assert listed(keeper, unit=unit) == []
    assert listed(Actor(user_key=None, person_key=None)) == []


def stranger_unit(stranger):
    return Unit.objects.get(path__in=stranger.roles_by_unit_path)


def test_a_role_with_many_places_below_it_sees_the_same(bureau, station, garden, monkeypatch):
    """Walking through people in their order finds whom looking through the units finds."""
    county = create_person(unit=station, actor=SYSTEM, staff_number="100", name="站长")
    actor = Actor(
        user_key=None,
        person_key=None,
        roles_by_unit_path={unit.path: frozenset({"clerk"}) for unit in (station, garden)},
    )
    few = listed(actor)
    monkeypatch.setattr(register, "FEW_PLACES", 0)

    assert few == listed(actor) == [county.name]


@pytest.fixture
def seven(bureau):
    """Seven people, two of the same name."""
    return [somebody(bureau.unit, f"7{n}", name=name) for n, name in enumerate("甲乙乙丙丁戊己")]


@pytest.mark.parametrize("sort", ["name", "number"])
@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("size", [1, 3, 4])
def test_pages_put_together_are_the_list(bureau, clerk, seven, monkeypatch, sort, descending, size):
    monkeypatch.setattr(register, "PAGE_SIZE", size)
    wanted = Wanted(sort=sort, descending=descending)
    people = register.people_wanted(clerk, wanted)

    page = register.page_of(people, wanted)
    forwards, pages = [*page.people], [page]
    while page.after:
        page = register.page_of(people, wanted, after=page.people[-1].key)
        forwards += page.people
        pages.append(page)
    backwards = [*page.people]
    while page.before:
        page = register.page_of(people, wanted, before=page.people[0].key)
        backwards = [*page.people, *backwards]

    assert forwards == backwards == list(people)
    assert [each.before for each in pages] == [False] + [True] * (len(pages) - 1)


def test_an_unknown_edge_leads_to_the_first_page(bureau, clerk):
    wanted = Wanted()

    page = register.page_of(register.people_wanted(clerk, wanted), wanted, after=bureau.unit.key)

    assert [person.name for person in page.people] == ["韩若溪", "乔一帆", "沈知远"]


def test_the_count_stops_where_nobody_reads_on(bureau, clerk, seven, monkeypatch):
    people = register.people_wanted(clerk, Wanted())

    assert register.count_of(people) == 10
    monkeypatch.setattr(register, "COUNTED", 4)
    assert register.count_of(people) == 5


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_costs_the_same_queries_however_long(bureau, clerk, django_assert_num_queries, count):
    for number in range(count):
        somebody(bureau.unit, f"9{number}", post="科员", department=bureau.finance)
    wanted = Wanted()

    with django_assert_num_queries(5):
        page = register.page_of(register.people_wanted(clerk, wanted), wanted)
        assert [(str(each.department), str(each.current_posts), each.current_seats) for each in page.people]
