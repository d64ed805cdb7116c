"""Guessing passwords by a clock that the test moves."""

from __future__ import annotations

import pytest
from django.urls import reverse

from bihuan.web.signin import lockout

OFFICE, ELSEWHERE = "127.0.0.1", "127.0.0.2"


@pytest.fixture
def the_clock(monkeypatch):
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
