"""A city with 8,000 units and 140,000 people, written in bulk: pages are measured here, not operations.

400 bureaus with 19 inner units each stand under one root; people work in the bureaus, hold one post and
belong to one branch. The clerk of the city sees all of it, the clerk of the last bureau only that.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

from bihuan.domain.accounts.operations.grants import grant_role
from bihuan.domain.accounts.operations.users import create_user
from bihuan.domain.organizations import pinyin
from bihuan.domain.organizations.enums import UnitKind
from bihuan.domain.organizations.models import BranchMembership, Person, Post, Unit
from bihuan.domain.organizations.operations.people import create_person
from bihuan.domain.organizations.operations.units import create_unit, name_unit
from bihuan.domain.trail.actor import SYSTEM

UNITS, PEOPLE = 8_000, 140_000
INNER, BRANCHES = 19, 4
BUREAUS = UNITS // (INNER + 1)
PASSWORD = "only-for-counting"
CITY, BUREAU = "city", "bureau"
SURNAMES = "岑柏祁闻阮蓝裴宁桑尹褚辛穆卓邬谈石霍雷燕路乐水向池程数"
GIVEN = "予安以宁知行长庚云起听雨砚秋望川澜微书白见山远舟"
BATCH = 5_000


def fill() -> None:
    """Two clerks through operations, everything else in bulk."""
    root = create_unit(parent=None, actor=SYSTEM, kind=UnitKind.ORGAN, name="安澜市")
    bureaus = [_unit(root, UnitKind.ORGAN, f"第{number + 1}局", number) for number in range(BUREAUS)]
    _written(Unit, bureaus)
    inner = [unit for bureau in bureaus for unit in _inside(bureau)]
    _written(Unit, inner)
    people = list(_people(root, inner))
    _written(Person, people)
    _written(Post, [Post(unit=each.unit, person=each, title="科员") for each in people])
    branches = [unit for unit in inner if unit.kind == UnitKind.BRANCH]
    members = zip(people, _around(branches), strict=False)
    _written(BranchMembership, [BranchMembership(unit=branch, person=each) for each, branch in members])
    for username, unit in ((CITY, root), (BUREAU, bureaus[-1])):
        person = create_person(unit=unit, actor=SYSTEM, staff_number=username, name="方予安")
        user = create_user(person=person, actor=SYSTEM, username=username, password=PASSWORD)
        grant_role(unit=unit, user=user, actor=SYSTEM, role="clerk")


def _inside(bureau: Unit) -> Iterator[Unit]:
    for place in range(INNER):
        kind, word = (UnitKind.BRANCH, "支部") if place < BRANCHES else (UnitKind.DEPARTMENT, "科室")
        yield _unit(bureau, kind, f"{word}{place + 1}", place)


def _unit(parent: Unit, kind: UnitKind, name: str, position: int) -> Unit:
    unit = Unit(parent=parent, kind=kind, position=position)
    name_unit(unit, name)
    unit.path = f"{parent.path}{unit.key.hex[:8]}/"
    return unit


def _people(root: Unit, inner: list[Unit]) -> Iterator[Person]:
    departments = _around([unit for unit in inner if unit.kind == UnitKind.DEPARTMENT])
    spelled = {letter: (pinyin.spelled(letter), pinyin.initials(letter)) for letter in SURNAMES + GIVEN}
    for number in range(PEOPLE):
        department = next(departments)
        name = SURNAMES[number % 27] + GIVEN[number // 27 % 24] + GIVEN[number // 648 % 24]
        yield Person(
            tenant=root,
            unit=department.parent,
            department=department,
            staff_number=f"{number:06}",
            name=name,
            pinyin=" ".join(spelled[letter][0] for letter in name),
            initials="".join(spelled[letter][1] for letter in name),
        )


def _around(rows: list[Unit]) -> Iterator[Unit]:
    while True:
        yield from rows


def _written(model: type, rows: list) -> None:
    """Past the door on purpose: half a million changes would be noted and none of them be looked at."""
    QuerySet(model).bulk_create(rows, batch_size=BATCH)
