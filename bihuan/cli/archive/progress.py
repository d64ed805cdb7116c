"""Progress lines for work that takes longer than a second."""

from __future__ import annotations

import time
from collections.abc import Callable

Say = Callable[[str], None]


class Progress:
    """Say how far one step is, at most once a second, and never for a step that is quick."""

    def __init__(self, step: str, unit: str, say: Say) -> None:
        self._step, self._unit, self._say = step, unit, say
        self._last = time.monotonic()
        self.done = 0

    def advance(self, by: int = 1) -> None:
        self.done += by
        now = time.monotonic()
        if now - self._last >= 1:
            self._last = now
            self._say(f"  {self._step}……{self._shown()}")

    def _shown(self) -> str:
        return size_in_words(self.done) if self._unit == "字节" else f"{self.done} {self._unit}"


def announce(step: str, amount: int, *, long_from: int, say: Say) -> None:
    """Say that a step begins that cannot report on its way, if the amount lets expect more than a second."""
    if amount >= long_from:
        say(f"  {step}……")


def size_in_words(size: int) -> str:
    """A size as people read it: ``0.3 MB``, ``12.0 GB``."""
    if size >= 1000**3:
        return f"{size / 1000**3:.1f} GB"
    return f"{size / 1000**2:.1f} MB"
