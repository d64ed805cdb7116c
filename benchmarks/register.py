"""How long the pages of a whole city take, two at once, and how they compare with a bare page."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from functools import cache

from benchmarks.measuring import ROOT, Measure

ASKING = 2
LISTS = ("units", "people", "desk")
BARE = "bare"

Asked = dict[str, dict[str, list[float]]]


@cache
def asked() -> Asked:
    """Every page's times, from two processes that ask at the same time on the same database."""
    with tempfile.TemporaryDirectory(prefix="bihuan-bench-") as home:
        if _started(home, "fill").wait():
            raise RuntimeError("the city could not be filled")
        running = [_started(home, "ask") for _ in range(ASKING)]
        answers = [json.loads(process.communicate()[0]) for process in running]
    return {
        page: {
            kind: [value for answer in answers for value in answer[page][kind]] for kind in ("wall", "cpu")
        }
        for page in answers[0]
    }


def p95_ms() -> float:
    """The slowest page's time that 95 of 100 requests do not exceed."""
    return max(_p95(times["wall"]) for page, times in asked().items() if page != BARE)


def vs_bare() -> float:
    """The dearest of the lists and the desk, as a multiple of the bare page: medians of CPU time."""
    cpu = {page: statistics.median(times["cpu"]) for page, times in asked().items()}
    return max(cpu[page] for page in LISTS) / cpu[BARE]


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def _started(home: str, what: str) -> subprocess.Popen[bytes]:
    own = {name: value for name, value in os.environ.items() if not name.startswith(("BIHUAN_", "DJANGO_"))}
    settings = {"BIHUAN_HOME": home, "BIHUAN_SECOND_FACTOR": "offered"}
    command = [sys.executable, "-m", "benchmarks.register_work", what]
    return subprocess.Popen(command, cwd=ROOT, env=own | settings, stdout=subprocess.PIPE)


MEASURES: dict[str, Measure] = {"people.p95_ms": p95_ms, "people.vs_bare": vs_bare}

if __name__ == "__main__":
    for page, times in asked().items():
        print(f"{page:<28} p95 {_p95(times['wall']):6.1f} ms   cpu {statistics.median(times['cpu']):6.1f} ms")
