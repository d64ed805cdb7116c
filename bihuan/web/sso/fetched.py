"""What was fetched from elsewhere is kept for a while; so is, for moments, that it could not be fetched."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

from .failures import PeerSilent

KEPT_FOR = 60 * 60
#: After a failure nobody waits for the same silence again at once: it would hold up every worker in turn.
SILENT_FOR = 15
#: How long one worker waits for another that is asking already.
PATIENCE = 3
#: How often the value may be asked for anew because it seems out of date.
ANEW_EVERY = 60

Value = TypeVar("Value")


class Fetched(Generic[Value]):
    """The result of ``fetch``, asked for when first needed."""

    def __init__(self, fetch: Callable[[], Value]) -> None:
        self._fetch = fetch
        self._value: Value | None = None
        self._fetched_at = self._failed_at = float("-inf")
        self._asking = threading.Lock()

    def get(self, *, anew: bool = False) -> Value:
        """:raises PeerSilent: if it cannot be had now."""
        if not self._asking.acquire(timeout=PATIENCE):
            raise PeerSilent("another worker is still waiting for the answer")
        try:
            if self._value is None or self._age() > (ANEW_EVERY if anew else KEPT_FOR):
                self._ask()
            return self._value
        finally:
            self._asking.release()

    def _age(self) -> float:
        return time.monotonic() - self._fetched_at

    def _ask(self) -> None:
        if time.monotonic() - self._failed_at < SILENT_FOR:
            raise PeerSilent("it did not answer a moment ago")
        try:
            self._value = self._fetch()
        except PeerSilent:
            self._failed_at = time.monotonic()
            raise
        self._fetched_at = time.monotonic()
