"""How many rows of attendance a second come in, from the bytes of the file to the ledger."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from functools import cache

from benchmarks.measuring import ROOT, Measure

ROWS, FEW = 20_000, 1_000


@cache
def steps(rows: int) -> dict[str, float]:
    """The seconds of each step of one import into a thrown-away database."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("BIHUAN_", "DJANGO_"))}
    command = [sys.executable, "-m", "benchmarks.attendance_import_work", str(rows)]
    with tempfile.TemporaryDirectory(prefix="bihuan-bench-") as home:
        done = subprocess.run(
            command, check=True, stdout=subprocess.PIPE, cwd=ROOT, env=own | {"BIHUAN_HOME": home}
        )
    took: dict[str, float] = json.loads(done.stdout)
    return took


def whole(rows: int) -> float:
    """Read, compare, keep for the preview, compare again when it is confirmed, write."""
    return sum(steps(rows)[step] for step in ("read", "compare", "keep", "again", "lock"))


MEASURES: dict[str, Measure] = {
    "import.rows_per_second": lambda: ROWS / whole(ROWS),
    "import.seconds": lambda: whole(ROWS),
    "import.1k_lock_seconds": lambda: steps(FEW)["lock"],
}
