"""From a fresh copy of the repository to the first page, by the command that a newcomer types."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from benchmarks.measuring import ROOT, Measure, NotMeasurable

ATTEMPTS = 2
PATIENCE_SECONDS = 75
POLL_SECONDS = 0.05
FORGOTTEN = ("BIHUAN_", "DJANGO_", "MAKE", "PYTHON", "VIRTUAL_ENV", "MFLAGS")


@cache
def starts() -> tuple[float, float]:
    """Seconds of the start that prepares everything and of the one after it, the better of two attempts."""
    _require("git", "make", "tar")
    firsts, seconds = zip(*(_attempt() for _ in range(ATTEMPTS)), strict=True)
    return min(firsts), min(seconds)


def _attempt() -> tuple[float, float]:
    with tempfile.TemporaryDirectory(prefix="bihuan-bench-") as folder:
        copy = Path(folder) / "copy"
        _copy_to(copy)
        environment = _environment(Path(folder))
        return _seconds_to_first_page(copy, environment), _seconds_to_first_page(copy, environment)


def _require(*commands: str) -> None:
    for command in commands:
        if not shutil.which(command):
            raise NotMeasurable(f"没有 {command} 命令")
    if subprocess.run(
        ["git", "-C", ROOT, "rev-parse", "--verify", "-q", "HEAD"], capture_output=True
    ).returncode:
        raise NotMeasurable("这份代码不是 git 仓库")


def _copy_to(folder: Path) -> None:
    """The last commit, and nothing that the working tree has beside it."""
    folder.mkdir()
    archive = subprocess.run(
        ["git", "-C", ROOT, "archive", "HEAD"], check=True, stdout=subprocess.PIPE
    ).stdout
    subprocess.run(["tar", "-x", "-C", folder], check=True, input=archive)


def _environment(folder: Path) -> dict[str, str]:
    """A newcomer's: no settings of ours, nothing downloaded before; the configured package index stays."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(FORGOTTEN)}
    caches = {name: str(folder / name.lower()) for name in ("UV_CACHE_DIR", "PIP_CACHE_DIR")}
    return kept | caches


def _seconds_to_first_page(copy: Path, environment: dict[str, str]) -> float:
    port = _free_port()
    with tempfile.TemporaryFile() as output:
        begun = time.monotonic()
        process = subprocess.Popen(
            ["make", "run", f"PORT={port}"],
            cwd=copy,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        with _stopped_after(process):
            if _answers(f"http://127.0.0.1:{port}/sign-in/", process, begun + PATIENCE_SECONDS):
                return time.monotonic() - begun
        output.seek(0)
        raise RuntimeError("make run: " + output.read().decode("utf-8", "replace")[-2_000:])


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port


def _answers(address: str, process: subprocess.Popen[bytes], until: float) -> bool:
    """Whether the page came before the process ended or the time was up."""
    while time.monotonic() < until and process.poll() is None:
        if _is_there(address):
            return True
        time.sleep(POLL_SECONDS)
    return False


def _is_there(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


@contextlib.contextmanager
def _stopped_after(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """End the process and all that it started, politely first."""
    try:
        yield
    finally:
        for signal_number in (signal.SIGTERM, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal_number)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=10)


MEASURES: dict[str, Measure] = {
    "setup.seconds": lambda: starts()[0],
    "setup.second_seconds": lambda: starts()[1],
}
