"""Whether a disk has room, asked before anything is written."""

from __future__ import annotations

import shutil
from pathlib import Path

from django.db import connection

from .failures import NoSpace
from .progress import size_in_words

SHORT = "“{folder}”所在的磁盘空间不足：约需 {needed}，只剩 {free}。请清理后重试，或换一个位置。"


def refuse_if_short(folder: Path, needed: int) -> None:
    """:raises NoSpace: if less than ``needed`` bytes are free below the folder (which may not exist yet)."""
    free = shutil.disk_usage(_existing(folder)).free
    if free < needed:
        words = {"needed": size_in_words(needed), "free": size_in_words(free)}
        raise NoSpace(SHORT.format(folder=folder, **words))


def database_size() -> int:
    """What the database takes on disk, in bytes."""
    if connection.vendor == "postgresql":
        return _number("SELECT pg_database_size(current_database())")
    return _number("PRAGMA page_count") * _number("PRAGMA page_size")


def needed_for_backup(files_size: int) -> int:
    """Room for the files, the rows and, on SQLite, the frozen copy that they are read from."""
    copies = 1 if connection.vendor == "postgresql" else 2
    return files_size + copies * database_size()


def _number(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.fetchone()[0])


def _existing(folder: Path) -> Path:
    return next(part for part in (folder, *folder.parents) if part.exists())
