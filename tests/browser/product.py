"""The product as a process of its own: a demo home in a temporary folder, a free port, one worker."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

PASSWORD = "yanshi-2026"
READY_WITHIN = 60
_filled: list[Path] = []


class Product:
    """``bihuan serve --demo``. It can be killed and started again on the same home and port.

    The first of a session fills its home; later ones begin with a copy of that, which saves seconds. One that
    is no ``demo`` begins with an empty home.
    """

    def __init__(self, home: Path, *, demo: bool = True) -> None:
        self.home = home
        self.demo = demo
        self.port = _free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start serving, and wait for the first answer.

        :raises RuntimeError: with what the process said, if it ends or stays silent.
        """
        is_new = self.demo and not self.home.exists()
        if is_new and _filled:
            shutil.copytree(_filled[0], self.home)
        self._serve()
        if is_new and not _filled:
            _filled.append(shutil.copytree(self.home, self.home.with_name("filled")))

    def _serve(self) -> None:
        command = [Path(sys.executable).with_name("bihuan"), "serve", "--port", str(self.port)]
        command += ["--demo"] if self.demo else []
        said = self.home.with_suffix(".log")
        said.parent.mkdir(parents=True, exist_ok=True)
        with said.open("ab") as log:
            self._process = subprocess.Popen(
                command, stdout=log, stderr=log, env=self._environment(), start_new_session=True
            )
        deadline = time.monotonic() + READY_WITHIN
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise RuntimeError(said.read_text(errors="replace"))
            time.sleep(0.1)

    def kill(self) -> None:
        """End the process and its worker at once, as a power cut would."""
        if self._process is not None:
            os.killpg(self._process.pid, 9)
            self._process.wait()
            self._process = None

    def rows(self, sql: str, *values: Any) -> list[Sequence[Any]]:
        """What the database holds, read beside the running product."""
        database = sqlite3.connect(f"file:{self.home}/db/bihuan.sqlite3?mode=ro", uri=True)
        try:
            return database.execute(sql, values).fetchall()
        finally:
            database.close()

    def key(self, where: str) -> str:
        """The key of the first row of ``table where … order by …``, as it stands in addresses."""
        return str(UUID(self.rows(f"select key from {where} limit 1")[0][0]))

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("BIHUAN_")}
        kept.pop("DJANGO_SETTINGS_MODULE", None)
        return kept | {"BIHUAN_HOME": str(self.home), "BIHUAN_DEMO": "1" if self.demo else ""}

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/sign-in/", timeout=5) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
