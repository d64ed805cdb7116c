"""Wrong passwords, typed by nobody in particular."""

from __future__ import annotations

from bihuan.web.signin.lockout import attempt


def fail(name, times=5):
    for _ in range(times):
        with attempt(name, "127.0.0.1") as trying:
            trying.failed()
