"""Setting up and filling vacant posts of administrators: all of it or nothing, each post once."""

from __future__ import annotations

import dataclasses

import pytest

from bihuan.domain.accounts import queries
from bihuan.domain.accounts.administrators import administration_is_complete, missing_administrators
from bihuan.domain.accounts.failures import ExclusiveRoles
from bihuan.domain.accounts.failures_of_setting_up import NotVacant, OtherName, SetUpBefore, UnfitAnswers
from bihuan.domain.accounts.failures_of_setting_up import UsernameTaken as Taken
from bihuan.domain.accounts.models import RoleGrant, User
from bihuan.domain.accounts.operations.setting_up import appoint_administrator, set_up
from bihuan.domain.accounts.permissions import can_change_roles, can_read_trail
from bihuan.domain.accounts.setting_up import Newcomer, UnitAnswers, setter_up
from bihuan.domain.organizations.models import Person, Unit
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.failures import NotPermitted
from bihuan.domain.trail.models import Change, Entry

UNIT = UnitAnswers("青禾县水务局", "水务局", "group")
FIRST = Newcomer("管一铭", "801", "guanyiming", "Qinghe-2026-a")
SECOND = Newcomer("安如山", "802", "anrushan", "Qinghe-2026-b")
THIRD = Newcomer("审明远", "803", "shenmingyuan", "Qinghe-2026-c")
ALL = dict(zip(("sysadmin", "secadmin", "auditor"), (FIRST, SECOND, THIRD), strict=True))


def begun(unit=UNIT, request_key=None, **people: Newcomer) -> Unit:
    return set_up(actor=setter_up(), unit=unit, administrators=people, request_key=request_key)


def actor_named(username: str) -> Actor:
    return queries.actor_of(User.objects.get(username=username))


@pytest.fixture
def started(db) -> Unit:
    """A unit with its 系统管理员 and nobody else."""
    return begun(sysadmin=FIRST)


def test_it_makes_the_unit_and_three_people_with_one_role_each(db):
    unit = begun(**ALL)

    assert (unit.name, unit.short_name, unit.leading_body, unit.parent) == (
        "青禾县水务局",
        "水务局",
        "group",
        None,
    )
    assert unit.pinyin
    held = RoleGrant.objects.order_by("pk").values_list(
        "role", "unit", "user__person__name", "user__username"
    )
    assert list(held) == [(role, unit.pk, each.name, each.username) for role, each in ALL.items()]
    assert [person.tenant for person in Person.objects.all()] == [unit] * 3
    assert administration_is_complete(unit)


def test_it_leaves_one_entry_in_the_trail_and_no_password(db):
    begun(**ALL)

    entry = Entry.objects.get()
    assert (entry.action, entry.via, entry.roles) == ("accounts.installation.set_up", "page", "system")
    told = " ".join(filter(None, Change.objects.values_list("after", flat=True)))
    assert [each.password for each in ALL.values() if each.password in told] == []


def test_the_same_form_twice_makes_one_bureau(db):
    first = begun(request_key="once", **ALL)

    assert begun(request_key="once", **ALL) == first
    assert (Unit.objects.count(), User.objects.count()) == (1, 3)


def test_another_form_afterwards_is_refused(started):
    with pytest.raises(SetUpBefore):
        begun(UnitAnswers("白鹭县林业局"), sysadmin=SECOND)

    assert Unit.objects.get() == started


def test_nobody_who_is_signed_in_may(started):
    with pytest.raises(NotPermitted):
        set_up(actor=actor_named("guanyiming"), unit=UNIT, administrators=ALL)


@pytest.mark.parametrize(
    ("unit", "people", "sentences"),
    [
        (UNIT, {"secadmin": SECOND}, ["必须先有系统管理员。"]),
        (UNIT, {"sysadmin": FIRST, "clerk": SECOND}, ["首次设置只任命三员，不能任命“clerk”。"]),
        (
            UNIT,
            {"sysadmin": FIRST, "auditor": dataclasses.replace(THIRD, staff_number="801")},
            ["三员必须是三个人，工号“801”写了两次。"],
        ),
        (
            UNIT,
            {"sysadmin": FIRST, "auditor": dataclasses.replace(THIRD, username="GUANYIMING")},
            ["三员必须是三个人，用户名“guanyiming”写了两次。"],
        ),
        (dataclasses.replace(UNIT, name=" "), {"sysadmin": FIRST}, ["请填写单位名称。"]),
        (dataclasses.replace(UNIT, name="局" * 101), {"sysadmin": FIRST}, ["单位名称太长，至多100个字。"]),
        (dataclasses.replace(UNIT, leading_body="x"), {"sysadmin": FIRST}, ["请选党组、党委或没有。"]),
        (
            UNIT,
            {"sysadmin": dataclasses.replace(FIRST, password="guanyiming1A")},
            ["系统管理员：密码里不能含用户名。"],
        ),
    ],
)
def test_answers_that_cannot_be_used_make_nothing(db, unit, people, sentences):
    with pytest.raises(UnfitAnswers) as refused:
        begun(unit, **people)

    assert refused.value.faults == sentences
    assert (Unit.objects.count(), Person.objects.count(), Entry.objects.count()) == (0, 0, 0)


def test_hidden_characters_in_a_name_are_refused(db):
    with pytest.raises(UnfitAnswers, match="U\\+202E"):
        begun(sysadmin=dataclasses.replace(FIRST, name="管\u202e一铭"))


def test_until_all_three_are_there_roles_and_trail_are_shut(started):
    assert missing_administrators(started.path) == ("secadmin", "auditor")

    for role in ("secadmin", "auditor"):
        assert not administration_is_complete(started)
        appoint_administrator(unit=started, actor=actor_named("guanyiming"), role=role, newcomer=ALL[role])

    assert administration_is_complete(started)
    assert can_change_roles(actor_named("anrushan"), started)
    assert can_read_trail(actor_named("shenmingyuan"), started)
    assert not can_change_roles(actor_named("guanyiming"), started)


@pytest.mark.parametrize("role", ["secadmin", "auditor"])
def test_two_of_three_open_nothing(started, role):
    appoint_administrator(unit=started, actor=actor_named("guanyiming"), role=role, newcomer=ALL[role])
    appointed = actor_named(ALL[role].username)

    assert not can_change_roles(appointed, started)
    assert not can_read_trail(appointed, started)


def test_a_post_is_filled_once(started):
    first = actor_named("guanyiming")
    appoint_administrator(unit=started, actor=first, role="auditor", newcomer=THIRD)

    for role in ("auditor", "sysadmin", "clerk"):
        with pytest.raises(NotVacant):
            appoint_administrator(unit=started, actor=first, role=role, newcomer=SECOND)

    assert User.objects.count() == 2


def test_somebody_of_the_register_keeps_the_sign_in_there_is(started, officer_of_started):
    appoint_administrator(
        unit=started,
        actor=actor_named("guanyiming"),
        role="auditor",
        newcomer=dataclasses.replace(THIRD, name="乔一帆", staff_number="003", username="another"),
    )

    assert RoleGrant.objects.get(role="auditor").user == officer_of_started
    assert User.objects.get(pk=officer_of_started.pk).check_password("only-for-tests")
    assert not User.objects.filter(username="another").exists()


@pytest.fixture
def officer_of_started(started):
    from bihuan.domain.accounts.operations.users import create_user
    from bihuan.domain.organizations.operations.people import create_person
    from bihuan.domain.trail.actor import SYSTEM

    person = create_person(unit=started, actor=SYSTEM, staff_number="003", name="乔一帆")
    return create_user(person=person, actor=SYSTEM, username="qiaoyifan", password="only-for-tests")


def test_a_staff_number_of_somebody_else_is_refused(started, officer_of_started):
    with pytest.raises(OtherName):
        appoint_administrator(
            unit=started,
            actor=actor_named("guanyiming"),
            role="auditor",
            newcomer=dataclasses.replace(THIRD, staff_number="003"),
        )


def test_a_sign_in_name_of_somebody_else_is_refused(started):
    with pytest.raises(Taken):
        appoint_administrator(
            unit=started,
            actor=actor_named("guanyiming"),
            role="auditor",
            newcomer=dataclasses.replace(THIRD, username="GuanYiMing"),
        )

    assert not Person.objects.filter(name="审明远").exists()


def test_the_first_cannot_appoint_themselves(started):
    with pytest.raises(ExclusiveRoles):
        appoint_administrator(unit=started, actor=actor_named("guanyiming"), role="secadmin", newcomer=FIRST)


@pytest.mark.parametrize("username", ["secadmin", "auditor", "stranger", "clerk"])
def test_only_the_sysadmin_of_the_tenant_may_appoint(
    bureau, secadmin_user, auditor_user, stranger_user, clerk_user, username
):
    with pytest.raises(NotPermitted):
        appoint_administrator(unit=bureau.unit, actor=actor_named(username), role="sysadmin", newcomer=FIRST)
