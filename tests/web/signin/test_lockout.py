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
from tests.web.signin.guessing import ELSEWHERE, OFFICE


@pytest.mark.parametrize(
    ("failures", "expected"),
    [(0, 0), (4, 0), (5, 60), (6, 120), (7, 240), (8, 480), (9, 960), (10, 1800), (500, 1800)],
)
def test_the_wait_doubles_up_to_half_an_hour(failures, expected):
    assert wait_after(failures, free=5) == expected


def test_after_five_failures_even_the_right_password_waits(try_in, clerk_user, the_clock):
    assert [try_in() for _ in range(5)] == [422] * 5

    assert try_in(password=PASSWORD) == 429
    the_clock.now += 59
    assert try_in(password=PASSWORD) == 429
    the_clock.now += 2
    assert try_in(password=PASSWORD) == 302


def test_each_further_failure_waits_longer(try_in, clerk_user, the_clock):
    for _ in range(5):
        try_in()
    the_clock.now += 61
    assert try_in() == 422

    the_clock.now += 61
    assert try_in(password=PASSWORD) == 429
    the_clock.now += 61
    assert try_in(password=PASSWORD) == 302


def test_tries_while_waiting_do_not_prolong_it(try_in, clerk_user, the_clock):
    for _ in range(50):
        try_in()

    the_clock.now += 61
    assert try_in(password=PASSWORD) == 302


def test_a_success_wipes_the_slate(try_in, clerk_user, the_clock):
    for _ in range(4):
        try_in()
    try_in(password=PASSWORD)

    assert [try_in() for _ in range(4)] == [422] * 4
    assert try_in(password=PASSWORD) == 302


def test_colleagues_at_the_same_address_sign_in_as_before(try_in, clerk_user, leader_user, the_clock):
    for _ in range(50):
        try_in("clerk")

    assert try_in("leader", PASSWORD) == 302
    assert the_clock.slept == 0


def test_a_user_guessed_from_many_addresses_waits_at_new_ones(try_in, clerk_user, the_clock):
    for number in range(15):
        try_in(address=f"127.0.1.{number}")

    assert try_in(password=PASSWORD, address=ELSEWHERE) == 429
    the_clock.now += 61
    assert try_in(password=PASSWORD, address=ELSEWHERE) == 302


def test_where_a_user_signed_in_before_guessing_elsewhere_shuts_nobody_out(try_in, clerk_user, the_clock):
    try_in(password=PASSWORD, address=OFFICE)
    for number in range(40):
        try_in(address=f"127.0.1.{number}")

    assert try_in(password=PASSWORD, address=OFFICE) == 302


def test_an_address_that_guesses_many_names_is_slowed_but_not_shut(try_in, clerk_user, the_clock):
    for number in range(30):
        try_in(f"name{number}")
    assert the_clock.slept == 0

    assert try_in(password=PASSWORD) == 302
    assert the_clock.slept == 1.0
    assert try_in(password=PASSWORD, address=ELSEWHERE) == 302
    assert the_clock.slept == 1.0


def test_the_slowed_down_never_hold_more_than_two_threads(db, the_clock):
    for number in range(30):
        with attempt(f"name{number}", OFFICE) as trying:
            trying.failed()
    outcomes = []

    def sleep_with_two_more(seconds: float) -> None:
        if len(outcomes) < 2:
            outcomes.append("slept")
            with attempt(f"late{len(outcomes)}", OFFICE):
                pass

    the_clock.sleep = sleep_with_two_more
    with pytest.raises(TooMany), attempt("late", OFFICE):
        pass

    assert outcomes == ["slept", "slept"]
    assert lockout._sleepers.acquire(blocking=False)
    lockout._sleepers.release()


def test_a_name_that_nobody_has_is_treated_alike(client, clerk_user, the_clock):
    def pages(username):
        client.cookies.clear()
        fields = {"username": username, "password": "wrong"}
        answers = [client.post(reverse("sign-in"), fields) for _ in range(6)]
        return [(each.status_code, each.context["form"].non_field_errors()) for each in answers]

    assert pages("clerk") == pages("nobody")


def test_a_name_in_other_letters_counts_for_the_same(try_in, clerk_user, the_clock):
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


def test_every_failure_is_a_line_that_does_not_repeat_what_was_typed(
    try_in, clerk_user, the_clock, monkeypatch
):
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


def test_guessing_the_present_password_of_an_open_session_waits_too(clerk_client, the_clock):
    fields = {"current": "wrong", "new": "Green-Rice-1", "again": "Green-Rice-1"}
    for _ in range(5):
        clerk_client.post(reverse("password-change"), fields)

    response = clerk_client.post(reverse("password-change"), fields | {"current": PASSWORD})

    assert response.context["form"].errors["current"] == [
        "尝试次数过多，请60秒后再试。忘记密码请联系本单位系统管理员。"
    ]


def test_one_try_at_a_time_for_each_name(db, the_clock):
    with attempt("clerk", OFFICE), pytest.raises(TooMany), attempt("clerk", ELSEWHERE):
        pass

    with attempt("clerk", OFFICE), attempt("leader", OFFICE):
        pass
    assert the_clock.slept == pytest.approx(2.0)


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
