"""Guessing waits longer and longer; colleagues behind the same address do not."""

from __future__ import annotations

import logging
import threading
from contextlib import suppress

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache.backends.locmem import LocMemCache
from django.urls import reverse

from bihuan.web.signin import lockout
from bihuan.web.signin.lockout import TooMany, attempt, wait_after
from tests.cast import PASSWORD

OFFICE, ELSEWHERE = "127.0.0.1", "127.0.0.2"


@pytest.fixture
def clock(monkeypatch):
    """A clock that the test moves; nobody really sleeps."""

    class Clock:
        now = 1_800_000_000.0
        slept = 0.0

        def time(self) -> float:
            return self.now

        def sleep(self, seconds: float) -> None:
            self.slept += seconds

    clock = Clock()
    monkeypatch.setattr(lockout, "time", clock)
    return clock


@pytest.fixture
def try_in(client):
    """Try to sign in; the status of the answer."""

    def try_in(username="clerk", password="wrong", address=OFFICE) -> int:
        client.cookies.clear()
        fields = {"username": username, "password": password}
        return client.post(reverse("sign-in"), fields, REMOTE_ADDR=address).status_code

    return try_in


@pytest.mark.parametrize(
    ("failures", "expected"),
    [(0, 0), (4, 0), (5, 60), (6, 120), (7, 240), (8, 480), (9, 960), (10, 1800), (500, 1800)],
)
def test_the_wait_doubles_up_to_half_an_hour(failures, expected):
    assert wait_after(failures, free=5) == expected


def test_after_five_failures_even_the_right_password_waits(try_in, clerk_user, clock):
    assert [try_in() for _ in range(5)] == [422] * 5

    assert try_in(password=PASSWORD) == 429
    clock.now += 59
    assert try_in(password=PASSWORD) == 429
    clock.now += 2
    assert try_in(password=PASSWORD) == 302


def test_each_further_failure_waits_longer(try_in, clerk_user, clock):
    for _ in range(5):
        try_in()
    clock.now += 61
    assert try_in() == 422

    clock.now += 61
    assert try_in(password=PASSWORD) == 429
    clock.now += 61
    assert try_in(password=PASSWORD) == 302


def test_tries_while_waiting_do_not_prolong_it(try_in, clerk_user, clock):
    for _ in range(50):
        try_in()

    clock.now += 61
    assert try_in(password=PASSWORD) == 302


@pytest.mark.parametrize("hours", [1, 24, 24 * 365])
def test_a_clock_that_was_put_back_locks_nobody_out_for_longer(try_in, clerk_user, clock, hours):
    for _ in range(5):
        try_in()

    clock.now -= hours * 60 * 60

    assert lockout.waits_of(["clerk"]) == {}
    assert try_in(password=PASSWORD) == 302


def test_failures_of_before_the_clock_was_put_back_still_count(try_in, clerk_user, clock):
    for _ in range(5):
        try_in()
    clock.now -= 24 * 60 * 60

    assert try_in() == 422
    assert try_in(password=PASSWORD) == 429
    clock.now += 121
    assert try_in(password=PASSWORD) == 302


def test_a_clock_put_back_by_seconds_only_prolongs_the_wait(try_in, clerk_user, clock):
    for _ in range(5):
        try_in()

    clock.now -= 30

    assert lockout.waits_of(["clerk"]) == {"clerk": 90}
    assert try_in(password=PASSWORD) == 429


def test_a_clock_that_jumps_ahead_ends_the_wait_and_forgives_nothing(try_in, clerk_user, clock):
    for _ in range(5):
        try_in()

    clock.now += 24 * 60 * 60

    assert try_in() == 422
    assert try_in(password=PASSWORD) == 429


def test_a_success_wipes_the_slate(try_in, clerk_user, clock):
    for _ in range(4):
        try_in()
    try_in(password=PASSWORD)

    assert [try_in() for _ in range(4)] == [422] * 4
    assert try_in(password=PASSWORD) == 302


def test_colleagues_at_the_same_address_sign_in_as_before(try_in, clerk_user, leader_user, clock):
    for _ in range(50):
        try_in("clerk")

    assert try_in("leader", PASSWORD) == 302
    assert clock.slept == 0


def test_a_user_guessed_from_many_addresses_waits_at_new_ones(try_in, clerk_user, clock):
    for number in range(15):
        try_in(address=f"127.0.1.{number}")

    assert try_in(password=PASSWORD, address=ELSEWHERE) == 429
    clock.now += 61
    assert try_in(password=PASSWORD, address=ELSEWHERE) == 302


def test_where_a_user_signed_in_before_guessing_elsewhere_shuts_nobody_out(try_in, clerk_user, clock):
    try_in(password=PASSWORD, address=OFFICE)
    for number in range(40):
        try_in(address=f"127.0.1.{number}")

    assert try_in(password=PASSWORD, address=OFFICE) == 302


def test_an_address_that_guesses_many_names_is_slowed_but_not_shut(try_in, clerk_user, clock):
    for number in range(30):
        try_in(f"name{number}")
    assert clock.slept == 0

    assert try_in(password=PASSWORD) == 302
    assert clock.slept == 1.0
    assert try_in(password=PASSWORD, address=ELSEWHERE) == 302
    assert clock.slept == 1.0


def test_the_slowed_down_never_hold_more_than_two_threads(db, clock):
    for number in range(30):
        with attempt(f"name{number}", OFFICE) as trying:
            trying.failed()
    outcomes = []

    def sleep_with_two_more(seconds: float) -> None:
        if len(outcomes) < 2:
            outcomes.append("slept")
            with attempt(f"late{len(outcomes)}", OFFICE):
                pass

    clock.sleep = sleep_with_two_more
    with pytest.raises(TooMany), attempt("late", OFFICE):
        pass

    assert outcomes == ["slept", "slept"]
    assert lockout._sleepers.acquire(blocking=False)
    lockout._sleepers.release()


def test_a_name_that_nobody_has_is_treated_alike(client, clerk_user, clock):
    def pages(username):
        client.cookies.clear()
        fields = {"username": username, "password": "wrong"}
        answers = [client.post(reverse("sign-in"), fields) for _ in range(6)]
        return [(each.status_code, each.context["form"].non_field_errors()) for each in answers]

    assert pages("clerk") == pages("nobody")


def test_a_name_in_other_letters_counts_for_the_same(try_in, clerk_user, clock):
    for _ in range(5):
        try_in("CLERK")

    assert try_in("clerk", PASSWORD) == 429


class CountingHasher(MD5PasswordHasher):
    """Counts how often a password is hashed."""

    algorithm = "counting"
    count = 0

    def encode(self, password, salt):
        CountingHasher.count += 1
        return super().encode(password, salt)


def test_a_name_that_nobody_has_costs_as_much_hashing(try_in, settings, request):
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    request.getfixturevalue("clerk_user")
    costs = []
    for username in ("clerk", "nobody"):
        before = CountingHasher.count
        try_in(username)
        costs.append(CountingHasher.count - before)

    assert costs == [1, 1]


def test_every_failure_is_a_line_that_does_not_repeat_what_was_typed(try_in, clerk_user, clock, monkeypatch):
    lines = []
    handler = logging.Handler()
    monkeypatch.setattr(handler, "emit", lambda record: lines.append(record.getMessage()))
    log = logging.getLogger("bihuan.security")
    log.addHandler(handler)

    for _ in range(6):
        try_in("my-password-in-the-wrong-field")
    log.removeHandler(handler)

    digest = lockout.digest("my-password-in-the-wrong-field")
    failed = f"sign-in failed name={digest} address=127.0.0.1"
    assert lines == [failed] * 5 + [f"sign-in refused, too many name={digest} address=127.0.0.1"]


def test_guessing_the_present_password_of_an_open_session_waits_too(clerk_client, clock):
    fields = {"current": "wrong", "new": "Green-Rice-1", "again": "Green-Rice-1"}
    for _ in range(5):
        clerk_client.post(reverse("password-change"), fields)

    response = clerk_client.post(reverse("password-change"), fields | {"current": PASSWORD})

    assert response.context["form"].errors["current"] == [
        "尝试次数过多，请60秒后再试。忘记密码请联系本单位管理员。"
    ]


def test_one_try_at_a_time_for_each_name(db, clock):
    with attempt("clerk", OFFICE), pytest.raises(TooMany), attempt("clerk", ELSEWHERE):
        pass

    with attempt("clerk", OFFICE), attempt("leader", OFFICE):
        pass
    assert clock.slept == pytest.approx(2.0)


def test_tries_at_the_same_moment_are_all_counted(monkeypatch):
    """Forty threads guess at once: five are checked, no more."""
    monkeypatch.setattr(lockout, "cache", LocMemCache("race", {}))
    checked = []

    def guess() -> None:
        with suppress(TooMany), attempt("clerk", OFFICE) as trying:
            checked.append(1)
            trying.failed()

    threads = [threading.Thread(target=guess) for _ in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(checked) == 5


def test_who_waits_is_told_with_the_seconds(try_in, clerk_user, leader_user, clock):
    for _ in range(6):
        try_in()
        clock.now += 61
    try_in("leader")

    assert lockout.waits_of(["CLERK", "leader", "nobody"]) == {"CLERK": 59}
    clock.now += 59
    assert lockout.waits_of(["CLERK", "leader", "nobody"]) == {}


def test_whoever_waits_at_several_addresses_waits_for_the_longest(try_in, clerk_user, clock):
    for _ in range(5):
        try_in(address=OFFICE)
    clock.now += 30
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


def test_whoever_is_forgiven_waits_nowhere_and_others_still_do(try_in, clerk_user, leader_user, clock):
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
