"""How long verdicts take: on a province from a snapshot, and on one unit from the database."""

from __future__ import annotations

import hashlib
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks import norms_rows, norms_work
from benchmarks.measuring import ROOT, Measure
from benchmarks.processes import PeakMemory

CACHE = ROOT / ".bench"
CORES, RUNS = 2, 2


class Run(NamedTuple):
    """A process: how long it took, what its cores worked, the most memory it held, and what it printed."""

    seconds: float
    cpu_seconds: float
    megabytes: float
    printed: Any


@cache
def judged() -> list[Run]:
    """The whole province, from the start of a process to the last verdict in a file."""
    snapshot = _snapshot()
    if not snapshot.exists():
        snapshot_run()
    runs = [_run("judge", snapshot) for _ in range(RUNS)]
    expected = norms_rows.UNITS * norms_rows.MECHANISMS * norms_rows.MONTHS
    if (found := _count(snapshot / norms_work.ANSWER)) != expected:
        raise RuntimeError(f"{found} verdicts instead of {expected}")
    return runs


@cache
def snapshot_run() -> Run:
    """Written anew, and kept for judging."""
    unfinished = _home() / "unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    run = _run("snapshot", unfinished)
    for old in _home().glob("snapshot-*"):
        shutil.rmtree(old)
    unfinished.rename(_snapshot())
    return run


@cache
def one_by_one() -> list[float]:
    """The seconds of each of a hundred units."""
    seconds: list[float] = _run("units", _home()).printed
    return seconds


def seconds() -> float:
    return min(run.seconds for run in judged())


def vs_loop() -> float:
    """How many times as long the province would take unit by unit."""
    times = norms_rows.UNITS / norms_work.ONE_BY_ONE
    return sum(one_by_one()) * times / seconds()


def _count(answer: Path) -> int:
    from bihuan.core.norms import embedded

    return sum(row[-1] for row in embedded.totals(answer))


@cache
def _home() -> Path:
    """The filled home; a changed generator or another shape of the tables makes a new one."""
    home = CACHE / f"norms-{_digest()}"
    if not home.exists():
        for old in CACHE.glob("norms-*"):
            shutil.rmtree(old)
        unfinished = home.with_suffix(".unfinished")
        unfinished.mkdir(parents=True)
        _run("fill", unfinished)
        unfinished.rename(home)
    return home


def _digest() -> str:
    migrations = (ROOT / "bihuan/domain").glob("*/migrations/*.py")
    return _digest_of([Path(norms_rows.__file__), *migrations], *norms_rows.codes())


def _snapshot() -> Path:
    """Where the snapshot is kept; another way of writing it makes a new one."""
    core, domain = (ROOT / "bihuan" / folder / "norms" for folder in ("core", "domain/ledgers"))
    return _home() / f"snapshot-{_digest_of([*core.glob('*.py'), *domain.glob('*.py')])}"


def _digest_of(files: Iterable[Path], *words: str) -> str:
    contents = [path.read_bytes() for path in sorted(files)]
    return hashlib.sha256(b"".join([*contents, *map(str.encode, words)])).hexdigest()[:16]


def _run(work: str, folder: Path) -> Run:
    home = folder if work in ("fill", "units") else _home()
    own = {name: value for name, value in os.environ.items() if not name.startswith(("BIHUAN_", "DJANGO_"))}
    command = [sys.executable, "-m", "benchmarks.norms_work", work, str(folder)]
    begun, worked = time.perf_counter(), _child_cpu_seconds()
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=own | {"BIHUAN_HOME": str(home)},
        stdout=subprocess.PIPE,
        preexec_fn=_on_two_cores,
    )
    with PeakMemory(process.pid) as memory:
        printed, _ = process.communicate()
    took = time.perf_counter() - begun
    if process.returncode:
        raise RuntimeError(f"{work} failed")
    return Run(took, _child_cpu_seconds() - worked, memory.megabytes, json.loads(printed))


def _on_two_cores() -> None:
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])


def _child_cpu_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


MEASURES: dict[str, Measure] = {
    "norms.seconds": seconds,
    "norms.cpu_seconds": lambda: min(run.cpu_seconds for run in judged()),
    "norms.snapshot_seconds": lambda: snapshot_run().seconds,
    "norms.peak_mb": lambda: max(run.megabytes for run in judged()),
    "norms.one_unit_ms": lambda: statistics.median(one_by_one()) * 1_000,
    "norms.vs_loop": vs_loop,
}
