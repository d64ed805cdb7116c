"""A folder beside the backup that is being written; one backup at a time, no leftovers of killed ones."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .failures import ArchiveFailed

PREFIX = ".bihuan-backup-"
BUSY = "“{folder}”里正在进行另一次备份或恢复，请等它做完。"


@contextmanager
def workspace(folder: Path) -> Iterator[Path]:
    """An empty folder that only this account can read and that is gone afterwards.

    :raises ArchiveFailed: if another backup is being written into the same folder.
    """
    with locked(folder):
        for leftover in folder.glob(f"{PREFIX}*"):
            shutil.rmtree(leftover, ignore_errors=True)
        with tempfile.TemporaryDirectory(prefix=PREFIX, dir=folder) as own:
            yield Path(own)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold a folder for this process; the lock goes with the process, however it ends.

    :raises ArchiveFailed: if another process holds it.
    """
    handle = os.open(folder, os.O_RDONLY)
    try:
        _lock(handle, folder)
        yield
    finally:
        os.close(handle)


def _lock(handle: int, folder: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as failure:
        raise ArchiveFailed(BUSY.format(folder=folder)) from failure
