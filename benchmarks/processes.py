"""Commands run as processes of their own: how long they take, and how much memory they and theirs hold."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.measuring import NotMeasurable

KILOBYTE = 1024
MEGABYTE = 1024 * KILOBYTE


def bihuan() -> str:
    """The installed command."""
    path = Path(sys.executable).with_name("bihuan")
    if not path.exists():
        raise NotMeasurable("没有安装 bihuan 命令，请先运行 make install")
    return str(path)


@contextlib.contextmanager
def on_one_core() -> Iterator[None]:
    """Processes started inside run on one core; this process goes on on all of them."""
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(allowed)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, allowed)


def run(command: Sequence[str]) -> str:
    """What a command prints; it must succeed."""
    return subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout


class PeakMemory:
    """The largest memory of a process and all below it, looked at twenty times a second.

    Memory that processes share is counted once (proportional set size).
    """

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.megabytes = 0.0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> PeakMemory:
        self._thread.start()
        return self

    def __exit__(self, *failure: object) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._ended.wait(0.05):
            held = sum(_proportional_bytes(pid) for pid in _family(self.pid))
            self.megabytes = max(self.megabytes, held / MEGABYTE)


def _family(pid: int) -> Iterator[int]:
    """A process and its descendants, as far as they still live."""
    yield pid
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _family(int(child))


def _proportional_bytes(pid: int) -> int:
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * KILOBYTE
    return 0
