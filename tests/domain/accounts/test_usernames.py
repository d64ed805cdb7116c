"""Sign-in names that suit a person."""

from __future__ import annotations

import pytest

from bihuan.domain.accounts.usernames import suggested_username
from bihuan.domain.organizations.operations.people import create_person
from bihuan.domain.trail.actor import SYSTEM
from tests.cast import user_with


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
