"""Why a backup or a restore was refused. ``str()`` is the sentence that people read."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import DatabaseError

FULL = "磁盘空间用尽，没有写成，未留下半截文件。请清理“{folder}”所在的磁盘后重试，或换一个位置。"
UNWRITABLE = "“{folder}”写不了：{reason}。请检查目录的权限，或换一个位置。"


class ArchiveFailed(Exception):
    """The command could not do its work; the sentence says why and what to do."""


class Damaged(ArchiveFailed):
    """The file is not what a backup wrote: a byte was changed, lost or added."""


class NoSpace(ArchiveFailed):
    """The disk does not hold what is to be written."""


@contextmanager
def disk_failures_as_sentences(folder: Path) -> Iterator[None]:
    """Errors of a full or read-only disk, from the system or from the database, become `ArchiveFailed`."""
    try:
        yield
    except OSError as failure:
        if failure.errno in (errno.ENOSPC, errno.EDQUOT):
            raise NoSpace(FULL.format(folder=folder)) from failure
        raise ArchiveFailed(UNWRITABLE.format(folder=folder, reason=failure.strerror or failure)) from failure
    except (sqlite3.OperationalError, DatabaseError) as failure:
        if "full" in str(failure) or "No space" in str(failure):
            raise NoSpace(FULL.format(folder=folder)) from failure
        raise
