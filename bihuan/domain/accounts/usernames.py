"""Sign-in names: what they may look like, and which one suits a person."""

from __future__ import annotations

import re

from bihuan.domain.organizations.models import Person

from .models import User

LONGEST = 50
SHORTEST = 2
FIT = re.compile(rf"[\w.@-]{{{SHORTEST},{LONGEST}}}")


def username_fault(username: str) -> str:
    """Why this cannot be a sign-in name; empty if it can."""
    if FIT.fullmatch(username):
        return ""
    return "用户名要2到50个字，只用汉字、字母、数字和 . _ - @，中间没有空格。"


def suggested_username(person: Person) -> str:
    """The name in pinyin, with the next number where others have it: one query.

    A person whose name has no pinyin gets the staff number.
    """
    base = _base(person)
    used = User.objects.filter(username__istartswith=base).values_list("username", flat=True)
    taken = {name.casefold() for name in used}
    numbered = (base if number == 1 else f"{base}{number}" for number in range(1, len(taken) + 2))
    return next(name for name in numbered if name not in taken)


def _base(person: Person) -> str:
    spelled = "".join(each for each in person.pinyin.lower() if each.isascii() and each.isalnum())
    if len(spelled) >= SHORTEST:
        return spelled[: LONGEST - 5]
    number = "".join(each for each in person.staff_number.lower() if each.isalnum())
    return f"user{number}"[: LONGEST - 5]
