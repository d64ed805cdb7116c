"""Waits when the clock of the server is put back or jumps ahead."""

from __future__ import annotations

import pytest

from bihuan.web.signin import lockout
from tests.cast import PASSWORD


@pytest.mark.parametrize("hours", [1, 24, 24 * 365])
def test_a_clock_that_was_put_back_locks_nobody_out_for_longer(try_in, clerk_user, the_clock, hours):
    for _ in range(5):
        try_in()

    the_clock.now -= hours * 60 * 60

    assert lockout.waits_of(["clerk"]) == {}
    assert try_in(password=PASSWORD) == 302


def test_failures_of_before_the_clock_was_put_back_still_count(try_in, clerk_user, the_clock):
    for _ in range(5):
        try_in()
    the_clock.now -= 24 * 60 * 60

    assert try_in() == 422
    assert try_in(password=PASSWORD) == 429
    the_clock.now += 121
    assert try_in(password=PASSWORD) == 302


def test_a_clock_put_back_by_seconds_only_prolongs_the_wait(try_in, clerk_user, the_clock):
    for _ in range(5):
        try_in()

    the_clock.now -= 30

    assert lockout.waits_of(["clerk"]) == {"clerk": 90}
    assert try_in(password=PASSWORD) == 429


def test_a_clock_that_jumps_ahead_ends_the_wait_and_forgives_nothing(try_in, clerk_user, the_clock):
    for _ in range(5):
        try_in()

    the_clock.now += 24 * 60 * 60

    assert try_in() == 422
    assert try_in(password=PASSWORD) == 429
