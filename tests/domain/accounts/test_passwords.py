"""What a password must be, and changing it."""

from __future__ import annotations

import datetime

import pytest

from bihuan.config import settings as product_settings
from bihuan.domain.accounts import operations, passwords, queries
from bihuan.domain.accounts.failures import UnfitPassword, WrongPassword
from bihuan.domain.trail.actor import SYSTEM
from bihuan.domain.trail.failures import NotPermitted
from bihuan.domain.trail.models import Change, Entry
from tests.cast import PASSWORD

GOOD = [f"Green-Rice-{number}" for number in range(7)]
SHORT = "太短：至少要{}个字符。"
PLAIN = "太简单：大写字母、小写字母、数字、符号四类中至少要有3类。"
COMMON = "这是常见密码，容易被猜中，请换一个。"
NAMED = "密码里不能含用户名。"
LONG = "太长：至多128个字符。"


@pytest.mark.parametrize(
    ("profile", "password", "expected"),
    [
        ("dengbao", "Green-Rice-1", []),
        ("dengbao", "green rice 1", []),
        ("dengbao", "闭环Rice2026", []),
        ("dengbao", "Aa1-Aa1-A", [SHORT.format(10)]),
        ("dengbao", "greenrice11", [PLAIN]),
        ("dengbao", "P@ssw0rd123", [COMMON]),
        ("dengbao", "WoAiNi5201314", [COMMON]),
        ("dengbao", "Clerk-2026-x", [NAMED]),
        ("dengbao", "Aa1-" * 33, [LONG]),
        ("dengbao", "mima", [SHORT.format(10), PLAIN]),
        ("asvs", "greenricefields", []),
        ("asvs", "绿色的稻田一直延伸到山脚下的村子", []),
        ("asvs", "Green-Rice-1", [SHORT.format(15)]),
        ("asvs", "qwertyuiop", [SHORT.format(15), COMMON]),
        ("asvs", "the clerk of green rice", [NAMED]),
    ],
)
def test_each_profile_says_exactly_what_is_wrong(profile, password, expected):
    found = passwords.faults(password, profile=passwords.PROFILES[profile], username="clerk")

    assert found == expected


@pytest.mark.parametrize(
    ("profile", "days", "expected"),
    [("dengbao", 90, False), ("dengbao", 91, True), ("asvs", 9999, False)],
)
def test_only_dengbao_asks_for_a_new_password_after_a_time(profile, days, expected):
    now = datetime.datetime(2026, 6, 1, tzinfo=datetime.UTC)
    set_at = now - datetime.timedelta(days=days)

    assert passwords.is_overdue(set_at, profile=passwords.PROFILES[profile], now=now) is expected


def test_the_rules_are_said_in_words():
    assert passwords.PROFILES["asvs"].rules() == [
        "至少15个字符，至多128个。",
        "用什么字符不限，可以是一句好记的话，可以粘贴。",
        "不能是常见密码，不能含用户名。",
        "不能与现在的密码相同。",
    ]
    assert passwords.PROFILES["dengbao"].rules()[-2:] == [
        "不能与最近5次用过的相同。",
        "每90天更换一次，到期后登录时会要求更换。",
    ]


def test_new_passwords_are_hashed_with_argon2(settings, clerk_user, clerk):
    settings.PASSWORD_HASHERS = [*product_settings.PASSWORD_HASHERS, *settings.PASSWORD_HASHERS]

    user = operations.change_password(user=clerk_user, actor=clerk, current=PASSWORD, new=GOOD[0])

    assert user.password.startswith("argon2$argon2id$")
    assert user.check_password(GOOD[0])


def test_changing_is_one_entry_that_holds_no_hash(clerk_user, clerk):
    before = Entry.objects.count()

    operations.change_password(user=clerk_user, actor=clerk, current=PASSWORD, new=GOOD[0])

    assert Entry.objects.count() == before + 1
    assert Entry.objects.latest("pk").action == "accounts.password.change"
    changes = Change.objects.filter(entry=Entry.objects.latest("pk"))
    assert sorted(changes.values_list("field", flat=True)) == ["password_set_at"]


def test_the_present_password_is_asked_for(clerk_user, clerk):
    with pytest.raises(WrongPassword):
        operations.change_password(user=clerk_user, actor=clerk, current="wrong", new=GOOD[0])

    clerk_user.refresh_from_db()
    assert clerk_user.check_password(PASSWORD)


def test_nobody_changes_the_password_of_another(clerk_user, leader):
    with pytest.raises(NotPermitted):
        operations.change_password(user=clerk_user, actor=leader, current=PASSWORD, new=GOOD[0])


def change(user, actor, current, new):
    return operations.change_password(user=user, actor=actor, current=current, new=new)


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

    operations.reset_password(user=clerk_user, actor=SYSTEM, password="temporary")
    clerk_user.refresh_from_db()
    assert queries.must_change_password(clerk_user)

    user = change(clerk_user, clerk, "temporary", GOOD[0])
    assert not queries.must_change_password(user)


@pytest.mark.parametrize("who", ["clerk", "leader", "stranger"])
def test_only_administrators_reset_passwords(request, clerk_user, who):
    with pytest.raises(NotPermitted):
        operations.reset_password(user=clerk_user, actor=request.getfixturevalue(who), password="x")


def test_an_erased_person_leaves_no_hash(clerk_user, clerk):
    user = change(clerk_user, clerk, PASSWORD, GOOD[0])

    user.set_unusable_password()

    assert user.former_passwords == []
    assert not user.has_usable_password()
