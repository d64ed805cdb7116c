"""What a password must be."""

from __future__ import annotations

import datetime

import pytest

from bihuan.domain.accounts import passwords

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
