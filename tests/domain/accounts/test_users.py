"""What administrators do with the sign-ins of others."""

from __future__ import annotations

import pytest

from bihuan.domain.accounts import operations, queries
from bihuan.domain.accounts import user_operations as users
from bihuan.domain.accounts.failures_of_setting_up import UsernameTaken
from bihuan.domain.accounts.failures_of_users import (
    AccountExists,
    EndingOwnSessions,
    LastHolder,
    NoReasonForIt,
    OpenBefore,
    PersonGone,
    ResettingOwnPassword,
    ShutBefore,
    ShuttingOneself,
    UnfitUsername,
    UnlockingOneself,
)
from bihuan.domain.accounts.grant_operations import grant_role
from bihuan.domain.accounts.usernames import suggested_username
from bihuan.domain.organizations.operations.people import create_person
from bihuan.domain.trail import door
from bihuan.domain.trail.actor import SYSTEM
from bihuan.domain.trail.failures import NotPermitted
from bihuan.domain.trail.models import Change, Entry
from tests.cast import PASSWORD, user_with


def shut(user, actor, reason="调离"):
    user.refresh_from_db()
    users.shut_user(user=user, actor=actor, seen=user.version, reason=reason)
    user.refresh_from_db()


def reopen(user, actor, reason="调回"):
    users.reopen_user(user=user, actor=actor, seen=user.version, reason=reason)
    user.refresh_from_db()


def last_actions():
    return list(Entry.objects.order_by("-pk").values_list("action", flat=True)[:1])


def test_whoever_is_shut_does_not_enter_and_enters_again_when_opened(clerk_user, sysadmin):
    generation = clerk_user.session_generation

    shut(clerk_user, sysadmin, reason=" 调离 ")

    assert (queries.user_named("clerk"), clerk_user.state_reason) == (None, "调离")
    assert clerk_user.session_generation == generation + 1
    assert last_actions() == ["accounts.user.shut"]

    reopen(clerk_user, sysadmin)

    assert (queries.user_named("clerk"), clerk_user.state_reason) == (clerk_user, "调回")
    assert clerk_user.check_password(PASSWORD)
    assert last_actions() == ["accounts.user.reopen"]


def test_the_roles_of_somebody_shut_stay(clerk_user, sysadmin):
    shut(clerk_user, sysadmin)

    assert clerk_user.grants.standing().count() == 1


@pytest.mark.parametrize("who", ["secadmin", "auditor", "clerk", "leader", "stranger"])
def test_only_the_system_administrator_shuts_opens_and_resets(request, bureau, leader_user, who):
    actor = request.getfixturevalue(who)

    with pytest.raises(NotPermitted):
        shut(leader_user, actor)
    with pytest.raises(NotPermitted):
        operations.reset_password(user=leader_user, actor=actor, password="Green-Rice-77")
    with pytest.raises(NotPermitted):
        operations.create_user(person=bureau.head, actor=actor, username="head", password="Green-Rice-77")


@pytest.mark.parametrize("who", ["sysadmin", "auditor", "clerk", "leader", "stranger"])
def test_only_the_security_administrator_unlocks_and_ends_sessions(request, leader_user, who):
    actor = request.getfixturevalue(who)

    with pytest.raises(NotPermitted):
        users.unlock_user(user=leader_user, actor=actor)
    with pytest.raises(NotPermitted):
        users.end_sessions_of(user=leader_user, actor=actor)


def test_the_security_administrator_ends_sessions(leader_user, secadmin):
    before = leader_user.session_generation

    users.end_sessions_of(user=leader_user, actor=secadmin)

    leader_user.refresh_from_db()
    assert leader_user.session_generation == before + 1
    assert last_actions() == ["accounts.session.end_for"]


def test_nobody_does_it_to_oneself(sysadmin, sysadmin_user, secadmin, secadmin_user):
    with pytest.raises(ShuttingOneself):
        shut(sysadmin_user, sysadmin)
    with pytest.raises(ResettingOwnPassword):
        operations.reset_password(user=sysadmin_user, actor=sysadmin, password="Green-Rice-77")
    with pytest.raises(UnlockingOneself):
        users.unlock_user(user=secadmin_user, actor=secadmin)
    with pytest.raises(EndingOwnSessions):
        users.end_sessions_of(user=secadmin_user, actor=secadmin)


@pytest.mark.parametrize(
    ("role", "name"), [("secadmin", "安全管理员"), ("auditor", "审计管理员"), ("sysadmin", "系统管理员")]
)
def test_the_last_of_an_administrators_role_is_not_shut(administrators, bureau, role, name):
    actor = queries.actor_of(administrators[0])
    if role == "sysadmin":
        actor = _another(bureau, "sysadmin", "880")
        shut(administrators[0], actor)
        return
    holder = next(user for user in administrators if user.username == role)

    with pytest.raises(LastHolder) as refused:
        shut(holder, actor)

    assert str(refused.value) == (
        f"{holder}是唯一的{name}，停用后就没有人任这个职了。请先把角色授给另一人，再停用。"
    )
    holder.refresh_from_db()
    assert holder.is_active


def test_one_of_two_is_shut_but_not_both(administrators, bureau):
    actor = queries.actor_of(administrators[0])
    _another(bureau, "auditor", "881")

    shut(administrators[2], actor)

    with pytest.raises(LastHolder):
        shut(operations.User.objects.get(username="another-auditor"), actor)


def test_an_administrators_role_below_the_root_is_not_the_tenants(administrators, bureau):
    person = create_person(unit=bureau.unit, actor=SYSTEM, staff_number="882", name="易水寒")
    user = user_with(person, None, "below")
    grant_role(unit=bureau.office, user=user, actor=SYSTEM, role="auditor")

    shut(user, queries.actor_of(administrators[0]))

    assert not user.is_active


def test_shutting_and_opening_want_a_reason_and_happen_once(clerk_user, sysadmin):
    with pytest.raises(NoReasonForIt):
        shut(clerk_user, sysadmin, reason=" ")
    with pytest.raises(OpenBefore):
        reopen(clerk_user, sysadmin)

    shut(clerk_user, sysadmin)

    with pytest.raises(ShutBefore):
        shut(clerk_user, sysadmin)
    with pytest.raises(NoReasonForIt):
        reopen(clerk_user, sysadmin, reason="")


def test_whoever_has_left_is_not_opened_again(clerk_user, sysadmin, calendar):
    shut(clerk_user, sysadmin)
    _leave(clerk_user.person, calendar.day(0))

    with pytest.raises(PersonGone):
        reopen(clerk_user, sysadmin)


def test_a_sign_in_is_opened_once_for_a_person(bureau, sysadmin, clerk_user):
    user = operations.create_user(
        person=bureau.head, actor=sysadmin, username="shenzhiyuan", password="Green-Rice-77", temporary=True
    )

    assert (str(user), user.is_active, queries.must_change_password(user)) == ("沈知远", True, True)
    with pytest.raises(AccountExists):
        operations.create_user(person=bureau.head, actor=sysadmin, username="again", password="x")


@pytest.mark.parametrize("username", ["clerk", "CLERK", "Clerk"])
def test_a_sign_in_name_is_nobody_elses_however_it_is_written(bureau, sysadmin, clerk_user, username):
    with pytest.raises(UsernameTaken):
        operations.create_user(person=bureau.head, actor=sysadmin, username=username, password="x")


@pytest.mark.parametrize("username", ["", "a", "shen zhi", "x" * 51, "a\u202eb", "沈\n"])
def test_a_sign_in_name_that_cannot_be_used(bureau, sysadmin, username):
    with pytest.raises(UnfitUsername):
        operations.create_user(person=bureau.head, actor=sysadmin, username=username, password="x")


@pytest.mark.parametrize(("days", "fits"), [(0, False), (-3, False), (3, True)])
def test_whoever_has_left_gets_no_sign_in(bureau, sysadmin, calendar, days, fits):
    _leave(bureau.head, calendar.day(days))
    arguments = {"person": bureau.head, "actor": sysadmin, "username": "head", "password": "x"}

    if fits:
        assert operations.create_user(**arguments).person == bureau.head
        return
    with pytest.raises(PersonGone):
        operations.create_user(**arguments)


def test_a_reset_password_is_temporary_and_ends_sessions(clerk_user, sysadmin):
    mark = clerk_user.get_session_auth_hash()

    user = operations.reset_password(user=clerk_user, actor=sysadmin, password="Green-Rice-77")

    assert user.check_password("Green-Rice-77")
    assert (queries.must_change_password(user), user.get_session_auth_hash() == mark) == (True, False)
    assert "Green-Rice" not in str(list(Change.objects.values_list("before", "after")))


def test_names_are_suggested_from_pinyin_with_the_next_number(bureau, stranger_user):
    assert suggested_username(bureau.head) == "shenzhiyuan"

    user_with(bureau.head, None, "shenzhiyuan")
    user_with(bureau.deputy, None, "ShenZhiyuan2")
    user_with(bureau.officer, None, "shenzhiyuanyi")

    assert suggested_username(bureau.head) == "shenzhiyuan3"


@pytest.mark.parametrize(("name", "expected"), [("王", "wang"), ("A", "user0051")])
def test_short_and_unspelled_names_are_suggested_too(bureau, name, expected):
    person = create_person(unit=bureau.unit, actor=SYSTEM, staff_number="0051", name=name)

    assert suggested_username(person) == expected


def _another(bureau, role, number):
    person = create_person(unit=bureau.unit, actor=SYSTEM, staff_number=number, name="闻一多思")
    return queries.actor_of(user_with(person, role, f"another-{role}"))


def _leave(person, day):
    with door.recorded("tests.person.leave", actor=SYSTEM, subject=person):
        person.left_on = day
        person.save()
