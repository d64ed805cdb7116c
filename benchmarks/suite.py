"""How long the tests take on each database; a suite that fails has no time."""

from __future__ import annotations

import os
import subprocess

from benchmarks.measuring import ROOT, Measure, seconds


def sqlite_seconds() -> float:
    return seconds(lambda: _made("test"))


def postgresql_seconds() -> float:
    return seconds(lambda: _made("test-postgresql"))


def _made(target: str) -> None:
    own = {name: value for name, value in os.environ.items() if not name.startswith(("BIHUAN_", "DJANGO_"))}
    done = subprocess.run(["make", "--no-print-directory", target], cwd=ROOT, env=own, stdout=subprocess.PIPE)
    if done.returncode:
        raise RuntimeError(done.stdout.decode("utf-8", "replace")[-2_000:])


MEASURES: dict[str, Measure] = {
    "suite.sqlite_seconds": sqlite_seconds,
    "suite.postgresql_seconds": postgresql_seconds,
}
