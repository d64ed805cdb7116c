"""The one way to read a file that somebody gave: gate first, then a child process with limits.

``read_bytes`` may be called from any thread. The reading process is started when first needed, or early by
``start`` so that it loads while the caller does; it ends with this process. Nothing is written anywhere.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

from bihuan.core.document import gate
from bihuan.core.document.classification import refuse_if_classified
from bihuan.core.document.gate import limits
from bihuan.core.document.gate.refusal import FileRefused
from bihuan.core.document.model import Document
from bihuan.core.document.readers import txt, wire
from bihuan.core.text import encoding

__all__ = ["FileRefused", "read_bytes", "read_text", "start", "stop"]

_ROOT = Path(__file__).resolve().parents[3]
_COMMAND = [sys.executable, "-P", "-m", "bihuan.core.document.readers.zygote"]
_LETTERS = {"docx": b"d", "pdf": b"p"}
_READY_SECONDS = 10
_PATIENCE_SECONDS = 25
_AT_ONCE = max(2, min(4, os.cpu_count() or 2))


def read_bytes(name: str, content: bytes) -> Document:
    """The document in a file; ``name`` is its file name, whose extension must tell the truth.

    :raises FileRefused: for a file that is not safe, not readable, too large, or marked as classified.
    """
    document_format = gate.admitted_format(name, content)
    if document_format == "txt":
        return refuse_if_classified(txt.read(content))
    try:
        return wire.document_in(_reader.answer(_LETTERS[document_format], content))
    except (wire.BrokenWire, OSError):
        raise limits.out_of_bounds() from None


def read_text(content: str) -> Document:
    """The document in text that was pasted or typed."""
    limits.refuse_if_too_large(len(content.encode("utf-8", "replace")))
    text = encoding.with_line_feeds(content.removeprefix("\ufeff"))
    return refuse_if_classified(txt.read_text(text))


def start() -> None:
    """Begin loading the reading process, without waiting for it."""
    _reader.start()


def stop() -> None:
    """End the reading process; the next file starts a new one."""
    _reader.end()


class _ReadingProcess:
    """A running zygote and the socket that commands it."""

    def __init__(self) -> None:
        self.control, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(
                _COMMAND,
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd="/",
                env={"PYTHONPATH": str(_ROOT), "LC_ALL": "C.UTF-8"},
            )

    def ready_child(self, letter: bytes) -> socket.socket:
        """A new child that has said that it is there, by the socket on which it waits for its file.

        :raises BrokenWire: when the reading process is dead.
        """
        ours, theirs = socket.socketpair()
        try:
            ours.settimeout(_READY_SECONDS)
            with theirs:
                socket.send_fds(self.control, [letter], [theirs.fileno()])
            if not ours.recv(1):
                raise wire.BrokenWire
        except BaseException:
            ours.close()
            raise
        return ours

    def end(self) -> None:
        self.control.close()
        try:
            self.process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class _Reader:
    """Keeps one reading process for all threads and replaces it when it has died."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Begin anew, as a forked copy of this process must: the old process belongs to its parent."""
        self._lock = threading.Lock()
        self._places = threading.BoundedSemaphore(_AT_ONCE)
        self._process: _ReadingProcess | None = None

    def start(self) -> _ReadingProcess:
        with self._lock:
            if self._process is None:
                self._process = _ReadingProcess()
            return self._process

    def answer(self, letter: bytes, content: bytes) -> bytes:
        with self._places, self._ready_child(letter) as connection:
            connection.settimeout(_PATIENCE_SECONDS)
            wire.send_frame(connection, content)
            return wire.receive_frame(connection, wire.MAX_ANSWER)

    def _ready_child(self, letter: bytes) -> socket.socket:
        """A child that waits for its file; a reading process that gives none is replaced once."""
        for _ in range(2):
            process = self.start()
            try:
                return process.ready_child(letter)
            except (wire.BrokenWire, OSError):
                self._replace(process)
        raise wire.BrokenWire

    def _replace(self, dead: _ReadingProcess) -> None:
        with self._lock:
            if self._process is dead:
                self._process = None
        dead.process.kill()
        dead.end()

    def end(self) -> None:
        with self._lock:
            process, self._process = self._process, None
        if process is not None:
            process.end()

    def let_go(self) -> None:
        """In a forked copy: close the inherited socket, so that the process still ends with its parent."""
        if self._process is not None:
            with contextlib.suppress(OSError):
                self._process.control.close()
            self._process.process.returncode = 0
        self.forget()


_reader = _Reader()
atexit.register(stop)
os.register_at_fork(after_in_child=_reader.let_go)
