"""What all measurements share: how to say that one is impossible here, and how to time against noise."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path

Measure = Callable[[], float | None]

ROOT = Path(__file__).resolve().parent.parent


class NotMeasurable(Exception):
    """The figure cannot be measured on this machine; the message says what is missing."""


def seconds(action: Callable[[], object]) -> float:
    begun = time.perf_counter()
    action()
    return time.perf_counter() - begun


def median_seconds(action: Callable[[], object], times: int) -> float:
    """The median of several runs, after one that does not count."""
    action()
    return statistics.median(seconds(action) for _ in range(times))


def best_seconds(action: Callable[[], object], times: int) -> float:
    """The quickest of several runs: what the work costs when nothing else disturbs it."""
    return min(seconds(action) for _ in range(times))
