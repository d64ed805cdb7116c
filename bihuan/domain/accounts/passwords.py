"""What a password must be: two profiles, because the two standards contradict each other (docs/adr/0098)."""

from __future__ import annotations

import datetime
import gzip
import string
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.contrib.auth import password_validation

from bihuan.core.registry import words

LONGEST = 128
#: A name shorter than this says too little to be forbidden inside a password.
TELLING_NAME = 4


@dataclass(frozen=True, slots=True)
class Profile:
    """``classes``: how many of the four kinds of characters; ``days``: how long it lasts (0: for ever)."""

    title: str
    minimum: int
    classes: int = 1
    remembered: int = 0
    days: int = 0

    def rules(self) -> list[str]:
        """The rules in words, for the page where the password is changed."""
        said = [f"至少{self.minimum}个字符，至多{LONGEST}个。"]
        if self.classes > 1:
            said.append(f"大写字母、小写字母、数字、符号四类中至少有{self.classes}类。")
        else:
            said.append("用什么字符不限，可以是一句好记的话，可以粘贴。")
        said.append("不能是常见密码，不能含用户名。")
        said.append(
            f"不能与最近{self.remembered}次用过的相同。" if self.remembered else "不能与现在的密码相同。"
        )
        if self.days:
            said.append(f"每{self.days}天更换一次，到期后登录时会要求更换。")
        return said


PROFILES = {
    "dengbao": Profile("等级保护", minimum=10, classes=3, remembered=5, days=90),
    "asvs": Profile("ASVS 5.0", minimum=15),
}


def faults(password: str, *, profile: Profile, username: str) -> list[str]:
    """What is wrong with a password, each a sentence for the user; empty if it may be used."""
    found = []
    if len(password) < profile.minimum:
        found.append(f"太短：至少要{profile.minimum}个字符。")
    if len(password) > LONGEST:
        found.append(f"太长：至多{LONGEST}个字符。")
    if _classes(password) < profile.classes:
        found.append(f"太简单：大写字母、小写字母、数字、符号四类中至少要有{profile.classes}类。")
    if password.lower() in common():
        found.append("这是常见密码，容易被猜中，请换一个。")
    if len(username) >= TELLING_NAME and username.lower() in password.lower():
        found.append("密码里不能含用户名。")
    return found


def is_overdue(set_at: datetime.datetime, *, profile: Profile, now: datetime.datetime) -> bool:
    """Whether a password is older than the profile allows."""
    return profile.days > 0 and now - set_at > datetime.timedelta(days=profile.days)


@cache
def common() -> frozenset[str]:
    """Passwords that are tried first: Django's list of twenty thousand, and the registry's."""
    shipped = Path(password_validation.__file__).with_name("common-passwords.txt.gz")
    lines = gzip.decompress(shipped.read_bytes()).decode().split()
    return frozenset(lines) | frozenset(words.entry("common-passwords")["passwords"])


def _classes(password: str) -> int:
    kinds = (
        any(each in string.ascii_lowercase for each in password),
        any(each in string.ascii_uppercase for each in password),
        any(each in string.digits for each in password),
        any(each not in string.ascii_letters + string.digits for each in password),
    )
    return sum(kinds)
