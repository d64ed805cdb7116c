"""How long it takes to read Word files of 7,000 characters, alone, a thousand at once, and longer ones."""

from __future__ import annotations

import json
import resource
import subprocess
import tempfile
from functools import cache
from typing import NamedTuple

from benchmarks import documents, processes
from benchmarks.measuring import Measure, best_seconds, median_seconds, seconds
from bihuan.core import reading
from bihuan.core.document import gate, readers

COLD_RUNS = 9
INPROCESS_RUNS = 60
GROWTH_RUNS = 7
TIMES = 16


def cold_seconds() -> float:
    """``bihuan read FILE --json`` from the start of the process to its end, the median."""
    command = [processes.bihuan(), "read", str(documents.one()), "--json"]
    return median_seconds(lambda: json.loads(processes.run(command))["items"], COLD_RUNS)


def inprocess_ms() -> float:
    """From the bytes of a file to its reading inside a running process, the median."""
    content = documents.one().read_bytes()
    return median_seconds(lambda: read(content), INPROCESS_RUNS) * 1_000


def growth() -> float:
    """The time for sixteen times the length over the time for one, the best of several each."""
    short, long = documents.one().read_bytes(), documents.longer(TIMES).read_bytes()
    read(short)
    return best_seconds(lambda: read(long), GROWTH_RUNS) / best_seconds(lambda: read(short), GROWTH_RUNS * 3)


def read(content: bytes) -> int:
    """Gate, reader and understanding, without the child process around the reader; how many items."""
    document = readers.read(gate.admitted_format("report.docx", content), content)
    return len(reading.read(document).items)


class Thousand(NamedTuple):
    """One run over a thousand files. ``cpu_seconds``: what the core worked, without waiting."""

    seconds: float
    cpu_seconds: float
    megabytes: float


@cache
def thousand() -> Thousand:
    """One ``bihuan read`` over a thousand files, on one core."""
    command = [processes.bihuan(), "read", "--json", *map(str, documents.thousand())]
    with tempfile.TemporaryFile() as output:
        before = _cpu_seconds()
        with processes.on_one_core():
            process = subprocess.Popen(command, stdout=output)
        with processes.PeakMemory(process.pid) as memory:
            took = seconds(process.wait)
        output.seek(0)
        readings = sum(1 for line in output if json.loads(line)["items"])
    if process.returncode or readings != len(documents.thousand()):
        raise RuntimeError(f"bihuan read: exit code {process.returncode}, {readings} readings")
    return Thousand(took, _cpu_seconds() - before, memory.megabytes)


def _cpu_seconds() -> float:
    """Of all processes that this one started and that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


MEASURES: dict[str, Measure] = {
    "reading.cold_seconds": cold_seconds,
    "reading.inprocess_ms": inprocess_ms,
    "reading.thousand_seconds": lambda: thousand().seconds,
    "reading.thousand_cpu_seconds": lambda: thousand().cpu_seconds,
    "reading.thousand_mb": lambda: thousand().megabytes,
    "reading.growth_16x": growth,
}
