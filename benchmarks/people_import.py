"""How long an import of people takes, and how long it keeps others from writing, on thrown-away databases."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from functools import cache

from benchmarks.measuring import ROOT, Measure

FEW, MANY = 1_000, 10_000
RUNS = 3


@cache
def steps(rows: int) -> dict[str, float]:
    """The seconds of each step of one import, the best of three."""
    runs = [_run(rows) for _ in range(RUNS)]
    return {step: min(run[step] for run in runs) for step in runs[0]}


def _run(rows: int) -> dict[str, float]:
    own = {name: value for name, value in os.environ.items() if not name.startswith(("BIHUAN_", "DJANGO_"))}
    command = [sys.executable, "-m", "benchmarks.people_import_work", str(rows)]
    with tempfile.TemporaryDirectory(prefix="bihuan-bench-") as home:
        done = subprocess.run(
            command, check=True, stdout=subprocess.PIPE, cwd=ROOT, env=own | {"BIHUAN_HOME": home}
        )
    took: dict[str, float] = json.loads(done.stdout)
    return took


def whole(rows: int) -> float:
    """From the bytes of the file to people in the register, with the preview in between."""
    return sum(steps(rows)[step] for step in ("read", "compare", "keep", "plan", "lock"))


MEASURES: dict[str, Measure] = {
    "people.import_10k_seconds": lambda: whole(MANY),
    "people.import_10k_lock_seconds": lambda: steps(MANY)["lock"],
    "people.import_1k_lock_seconds": lambda: steps(FEW)["lock"],
    "people.import_10k_undo_seconds": lambda: steps(MANY)["undo"],
}
