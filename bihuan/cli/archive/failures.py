"""Why a backup or a restore was refused. ``str()`` is the sentence that people read."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import OperationalError

FULL = "“{folder}”所在的磁盘写满了。{left}请清理磁盘后重试，或换一个位置。"
UNWRITABLE = "“{folder}”写不了：{reason}。{left}请检查磁盘和目录的权限，或换一个位置。"
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class ArchiveFailed(Exception):
    """The command could not do its work; the sentence says why and what to do."""


class Damaged(ArchiveFailed):
    """The file is not what a backup wrote: a byte was changed, lost or added."""


class NoSpace(ArchiveFailed):
    """The disk does not hold what is to be written."""


@contextmanager
def disk_failures_as_sentences(folder: Path, left: str) -> Iterator[None]:
    """Errors of a full or failing disk, from the system or from SQLite, become `ArchiveFailed`.

    ``left`` says in what state this leaves things.
    """
    try:
        yield
    except OSError as failure:
        if failure.errno in NO_ROOM:
            raise NoSpace(FULL.format(folder=folder, left=left)) from failure
        reason = failure.strerror or failure
        raise ArchiveFailed(UNWRITABLE.format(folder=folder, reason=reason, left=left)) from failure
    except (sqlite3.OperationalError, OperationalError) as failure:
        if "full" in str(failure) or "No space" in str(failure):
            raise NoSpace(FULL.format(folder=folder, left=left)) from failure
        raise ArchiveFailed(UNWRITABLE.format(folder=folder, reason=failure, left=left)) from failure
