"""The process that reads files for another: it stays small, and forks a limited child for every file.

Started by ``bihuan.core.document.sandbox`` with a socket as standard input; over it comes one byte a file,
naming the format, together with the socket on which the child shall receive the file and answer. It ends when
that socket closes. The children can open no file and no connection: they may hold no further descriptor.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import resource
import select
import signal
import socket
import time

from bihuan.core.document import readers
from bihuan.core.document.gate import limits
from bihuan.core.document.gate.refusal import FileRefused
from bihuan.core.document.readers import wire

READY = b"r"
FORMATS = {b"d": "docx", b"p": "pdf"}
MEMORY_BYTES = 512 * limits.MEGABYTE
CPU_SECONDS = 10
WALL_SECONDS = 20
_CODECS = ("utf-16-le", "utf-16-be", "utf-8", "cp437")


def main() -> None:
    """Serve until standard input closes, then end every child that is still running."""
    control = socket.socket(fileno=os.dup(0))
    _prepare("docx")
    children: dict[int, float] = {}
    while True:
        waiting = 0.5 if children else None
        ready, _, _ = select.select([control], [], [], waiting)
        _clear_away(children)
        if not ready:
            continue
        message, descriptors, _, _ = socket.recv_fds(control, 1, 1)
        if not message:
            break
        for descriptor in descriptors:
            children[_forked(control, descriptor, FORMATS[message])] = time.monotonic()
    for child in children:
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)


def _prepare(document_format: str) -> None:
    """Import what a reader needs while files can still be opened; the second time costs nothing."""
    importlib.import_module(f"bihuan.core.document.readers.{document_format}")
    for codec in _CODECS:
        "".encode(codec)


def _clear_away(children: dict[int, float]) -> None:
    """Forget the children that ended and end those that overstay."""
    for child, begun in list(children.items()):
        if os.waitpid(child, os.WNOHANG)[0]:
            del children[child]
        elif time.monotonic() - begun > WALL_SECONDS:
            os.kill(child, signal.SIGKILL)


def _forked(control: socket.socket, descriptor: int, document_format: str) -> int:
    _prepare(document_format)
    child = os.fork()
    if child:
        os.close(descriptor)
        return child
    try:
        control.close()
        os.close(0)
        _limit()
        _serve(socket.socket(fileno=descriptor), document_format)
    finally:
        os._exit(0)


def _limit() -> None:
    """Bound what this process may use; a limit once set cannot be raised again."""
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 0),
        (resource.RLIMIT_NPROC, 0),
    ):
        resource.setrlimit(kind, (most, most))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, WALL_SECONDS)


def _serve(connection: socket.socket, document_format: str) -> None:
    connection.sendall(READY)
    content = wire.receive_frame(connection, limits.MAX_BYTES)
    wire.send_frame(connection, _answer(document_format, content))


def _answer(document_format: str, content: bytes) -> bytes:
    try:
        return wire.answer_of(readers.read(document_format, content))
    except FileRefused as refusal:
        return wire.refusal_answer(refusal)
    except MemoryError:
        return wire.refusal_answer(limits.out_of_bounds())
    except Exception:
        return wire.refusal_answer(unreadable())


def unreadable() -> FileRefused:
    return FileRefused("damaged", "这个文件的内容读不出来，请用Word或WPS打开、另存一份后再试。")


if __name__ == "__main__":
    main()
