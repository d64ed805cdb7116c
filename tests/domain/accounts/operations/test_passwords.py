"""Changing one's own password, and getting a temporary one."""

from __future__ import annotations

import pytest

from bihuan.config import settings as product_settings
from bihuan.domain.accounts import queries
from bihuan.domain.accounts.failures import UnfitPassword, WrongPassword
from bihuan.domain.accounts.operations.passwords import change_password, reset_password
from bihuan.domain.trail.actor import SYSTEM
from bihuan.domain.trail.failures import NotPermitted
from bihuan.domain.trail.models import Change, Entry
from tests.cast import PASSWORD

GOOD = [f"Green-Rice-{number}" for number in range(7)]


def test_new_passwords_are_hashed_with_argon2(settings, clerk_user, clerk):
    settings.PASSWORD_HASHERS = [*product_settings.PASSWORD_HASHERS, *settings.PASSWORD_HASHERS]

    user = change_password(user=clerk_user, actor=clerk, current=PASSWORD, new=GOOD[0])

    assert user.password.startswith("argon2$argon2id$")
    assert user.check_password(GOOD[0])


def test_changing_is_one_entry_that_holds_no_hash(clerk_user, clerk):
    before = Entry.objects.count()

    change_password(user=clerk_user, actor=clerk, current=PASSWORD, new=GOOD[0])

    assert Entry.objects.count() == before + 1
    assert Entry.objects.latest("pk").action == "accounts.password.change"
    changes = Change.objects.filter(entry=Entry.objects.latest("pk"))
    assert sorted(changes.values_list("field", flat=True)) == ["password_set_at"]


def test_the_present_password_is_asked_for(clerk_user, clerk):
    with pytest.raises(WrongPassword):
        change_password(user=clerk_user, actor=clerk, current="wrong", new=GOOD[0])

    clerk_user.refresh_from_db()
    assert clerk_user.check_password(PASSWORD)


def test_nobody_changes_the_password_of_another(clerk_user, leader):
    with pytest.raises(NotPermitted):
        change_password(user=clerk_user, actor=leader, current=PASSWORD, new=GOOD[0])


def change(user, actor, current, new):
    return change_password(user=user, actor=actor, current=current, new=new)


def test_dengbao_refuses_the_last_five_and_takes_the_sixth(clerk_user, clerk):
    current = PASSWORD
    for new in GOOD[:6]:
        user = change(clerk_user, clerk, current, new)
        current = new

    for used in GOOD[1:6]:
        with pytest.raises(UnfitPassword) as refusal:
            change(clerk_user, clerk, current, used)
        assert refusal.value.faults == ["这个密码用过了，请换一个。"]
    assert len(user.former_passwords) == 4
    assert change(clerk_user, clerk, current, GOOD[0]).check_password(GOOD[0])


def test_asvs_refuses_only_the_present_one(settings, clerk_user, clerk):
    settings.BIHUAN_PASSWORDS = "asvs"
    first, second = "greenricefields-one", "greenricefields-two"
    change(clerk_user, clerk, PASSWORD, first)

    with pytest.raises(UnfitPassword):
        change(clerk_user, clerk, first, first)
    change(clerk_user, clerk, first, second)
    user = change(clerk_user, clerk, second, first)

    assert user.former_passwords == []


def test_a_reset_password_is_temporary_until_changed(clerk_user, clerk):
    assert not queries.must_change_password(clerk_user)

    reset_password(user=clerk_user, actor=SYSTEM, password="temporary")
    clerk_user.refresh_from_db()
    assert queries.must_change_password(clerk_user)

    user = change(clerk_user, clerk, "temporary", GOOD[0])
    assert not queries.must_change_password(user)


@pytest.mark.parametrize("who", ["clerk", "leader", "stranger"])
def test_only_administrators_reset_passwords(request, clerk_user, who):
    with pytest.raises(NotPermitted):
        reset_password(user=clerk_user, actor=request.getfixturevalue(who), password="x")


def test_an_erased_person_leaves_no_hash(clerk_user, clerk):
    user = change(clerk_user, clerk, PASSWORD, GOOD[0])

    user.set_unusable_password()

    assert user.former_passwords == []
    assert not user.has_usable_password()


def test_a_reset_password_is_temporary_and_ends_sessions(clerk_user, sysadmin):
    mark = clerk_user.get_session_auth_hash()

    user = reset_password(user=clerk_user, actor=sysadmin, password="Green-Rice-77")

    assert user.check_password("Green-Rice-77")
    assert (queries.must_change_password(user), user.get_session_auth_hash() == mark) == (True, False)
    assert "Green-Rice" not in str(list(Change.objects.values_list("before", "after")))
