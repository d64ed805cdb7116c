"""Who waits, for how long, and whoever is forgiven."""

from __future__ import annotations

import pytest

from bihuan.web.signin import lockout
from bihuan.web.signin.lockout import attempt
from tests.cast import PASSWORD
from tests.web.signin.guessing import ELSEWHERE, OFFICE


def test_who_waits_is_told_with_the_seconds(try_in, clerk_user, leader_user, the_clock):
    for _ in range(6):
        try_in()
        the_clock.now += 61
    try_in("leader")

    assert lockout.waits_of(["CLERK", "leader", "nobody"]) == {"CLERK": 59}
    the_clock.now += 59
    assert lockout.waits_of(["CLERK", "leader", "nobody"]) == {}


def test_whoever_waits_at_several_addresses_waits_for_the_longest(try_in, clerk_user, the_clock):
    for _ in range(5):
        try_in(address=OFFICE)
    the_clock.now += 30
    for _ in range(5):
        try_in(address=ELSEWHERE)

    assert lockout.waits_of(["clerk"]) == {"clerk": 60}


@pytest.mark.parametrize("asked", [1, 3])
def test_asking_who_waits_costs_the_same_for_more_names(db, asked, django_assert_num_queries):
    names = [f"name{number}" for number in range(asked)]
    for name in names:
        with attempt(name, OFFICE) as trying:
            trying.failed()

    with django_assert_num_queries(2):
        lockout.waits_of(names)


def test_whoever_is_forgiven_waits_nowhere_and_others_still_do(try_in, clerk_user, leader_user, the_clock):
    for name in ("clerk", "leader"):
        for address in (OFFICE, ELSEWHERE):
            for _ in range(5):
                try_in(name, address=address)

    lockout.forgive("Clerk")

    assert [try_in(password=PASSWORD, address=each) for each in (OFFICE, ELSEWHERE)] == [302, 302]
    assert try_in("leader", PASSWORD) == 429


def test_forgiving_a_name_without_failures_does_nothing(db):
    lockout.forgive("nobody")

    assert lockout.waits_of(["nobody"]) == {}
