"""What administrators do with the sign-ins of others: open, shut, open again, unlock."""

from __future__ import annotations

import pytest

from bihuan.domain.accounts import queries
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
from bihuan.domain.accounts.models import User
from bihuan.domain.accounts.operations import sessions, users
from bihuan.domain.accounts.operations.grants import grant_role
from bihuan.domain.accounts.operations.passwords import reset_password
from bihuan.domain.accounts.operations.users import create_user
from bihuan.domain.organizations.operations.people import create_person
from bihuan.domain.trail.actor import SYSTEM
from bihuan.domain.trail.failures import NotPermitted
from bihuan.domain.trail.models import Entry
from tests.cast import PASSWORD, user_with
from tests.delegations import leave


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
        reset_password(user=leader_user, actor=actor, password="Green-Rice-77")
    with pytest.raises(NotPermitted):
        create_user(person=bureau.head, actor=actor, username="head", password="Green-Rice-77")


@pytest.mark.parametrize("who", ["sysadmin", "auditor", "clerk", "leader", "stranger"])
def test_only_the_security_administrator_unlocks_and_ends_sessions(request, leader_user, who):
    actor = request.getfixturevalue(who)

    with pytest.raises(NotPermitted):
        users.unlock_user(user=leader_user, actor=actor)
    with pytest.raises(NotPermitted):
        sessions.end_sessions_of(user=leader_user, actor=actor)


def test_nobody_does_it_to_oneself(sysadmin, sysadmin_user, secadmin, secadmin_user):
    with pytest.raises(ShuttingOneself):
        shut(sysadmin_user, sysadmin)
    with pytest.raises(ResettingOwnPassword):
        reset_password(user=sysadmin_user, actor=sysadmin, password="Green-Rice-77")
    with pytest.raises(UnlockingOneself):
        users.unlock_user(user=secadmin_user, actor=secadmin)
    with pytest.raises(EndingOwnSessions):
        sessions.end_sessions_of(user=secadmin_user, actor=secadmin)


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
        shut(User.objects.get(username="another-auditor"), actor)


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
    leave(clerk_user.person, calendar.day(0))

    with pytest.raises(PersonGone):
        reopen(clerk_user, sysadmin)


def test_a_sign_in_is_opened_once_for_a_person(bureau, sysadmin, clerk_user):
    user = create_user(
        person=bureau.head, actor=sysadmin, username="shenzhiyuan", password="Green-Rice-77", temporary=True
    )

    assert (str(user), user.is_active, queries.must_change_password(user)) == ("沈知远", True, True)
    with pytest.raises(AccountExists):
        create_user(person=bureau.head, actor=sysadmin, username="again", password="x")


@pytest.mark.parametrize("username", ["clerk", "CLERK", "Clerk"])
def test_a_sign_in_name_is_nobody_elses_however_it_is_written(bureau, sysadmin, clerk_user, username):
    with pytest.raises(UsernameTaken):
        create_user(person=bureau.head, actor=sysadmin, username=username, password="x")


@pytest.mark.parametrize("username", ["", "a", "shen zhi", "x" * 51, "a\u202eb", "沈\n"])
def test_a_sign_in_name_that_cannot_be_used(bureau, sysadmin, username):
    with pytest.raises(UnfitUsername):
        create_user(person=bureau.head, actor=sysadmin, username=username, password="x")


@pytest.mark.parametrize(("days", "fits"), [(0, False), (-3, False), (3, True)])
def test_whoever_has_left_gets_no_sign_in(bureau, sysadmin, calendar, days, fits):
    leave(bureau.head, calendar.day(days))
    arguments = {"person": bureau.head, "actor": sysadmin, "username": "head", "password": "x"}

    if fits:
        assert create_user(**arguments).person == bureau.head
        return
    with pytest.raises(PersonGone):
        create_user(**arguments)


def _another(bureau, role, number):
    person = create_person(unit=bureau.unit, actor=SYSTEM, staff_number=number, name="闻一多思")
    return queries.actor_of(user_with(person, role, f"another-{role}"))
