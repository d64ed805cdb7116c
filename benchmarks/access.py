"""How many cells of the access matrix are checked, and how long that takes on all cores."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache

from benchmarks.measuring import ROOT, Measure, seconds
from tests.access import matrix

WORKERS = "2"


def checks() -> float:
    """The cells of the matrix; they count only if every one of them answers as the rules say."""
    duration()
    return matrix.count()


@cache
def duration() -> float:
    """Seconds that all tests of access take, from the start of the command to its end, with two workers."""
    return seconds(lambda: _run("tests/access"))


def matrix_seconds() -> float:
    """The same of the cells alone: without lists, forged fields, links and buttons."""
    return seconds(lambda: _run("tests/access/test_matrix.py"))


def _run(tests: str) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-n", WORKERS, tests]
    own = {name: value for name, value in os.environ.items() if not name.startswith(("BIHUAN_", "DJANGO_"))}
    done = subprocess.run(command, cwd=ROOT, env=own, stdout=subprocess.PIPE)
    if done.returncode:
        raise RuntimeError(done.stdout.decode("utf-8", "replace")[-2_000:])


MEASURES: dict[str, Measure] = {
    "access.checks": checks,
    "access.seconds": duration,
    "access.matrix_seconds": matrix_seconds,
}
