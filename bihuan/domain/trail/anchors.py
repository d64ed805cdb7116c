"""Checkpoints kept outside the database: a folder with one text file a chain, to which lines are only added.

Only files that the product's own account cannot rewrite prove anything against that account (docs/trail.md).
"""

from __future__ import annotations

import contextlib
import datetime
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from django.conf import settings

from .checkpoint import Checkpoint
from .models import Entry

#: For each chain the heads that its checkpoints hold, by length. More than one head is a contradiction.
Anchored = Mapping[str, Mapping[int, frozenset[str]]]

SUFFIX = ".anchors"
_LINE = re.compile(
    r"1 (?P<chain>[0-9a-z-]{1,36}) (?P<size>[1-9][0-9]*) (?P<head>[0-9a-f]{64}) (?P<at>[0-9T:+-]{25})\n"
)


class Unreadable(ValueError):
    """A line of a file is not a checkpoint; ``str()`` names file and line."""


def folder() -> Path:
    """``BIHUAN_ANCHORS``, or ``anchors`` in the product's home."""
    return Path(os.environ.get("BIHUAN_ANCHORS") or settings.BIHUAN_HOME / "anchors")


def keep(checkpoint: Checkpoint, into: Path) -> bool:
    """Add a line on disk for good; False if the file ends with this very checkpoint already."""
    into.mkdir(parents=True, exist_ok=True)
    file = into / f"{checkpoint.chain}{SUFFIX}"
    newest = _newest(file)
    if newest and (newest.size, newest.head) == (checkpoint.size, checkpoint.head):
        return False
    _append(file, _line(checkpoint))
    return True


def read(within: Path) -> Anchored:
    """All checkpoints of a folder.

    :raises Unreadable: if a line is not one, or stands in another chain's file.
    """
    return {file.stem: _heads(file) for file in sorted(within.glob(f"*{SUFFIX}")) if file.stat().st_size}


def contradictions(anchored: Anchored) -> Iterator[tuple[str, int]]:
    """Chain and length of every checkpoint that the database does not bear out: one query a chain."""
    for name, heads in anchored.items():
        entries = Entry.objects.filter(chain__name=name, sequence__in=heads)
        standing = dict(entries.values_list("sequence", "hash"))
        for size in sorted(heads):
            if heads[size] != {standing.get(size)}:
                yield name, size


def _line(checkpoint: Checkpoint) -> str:
    at = checkpoint.at.astimezone(datetime.UTC).isoformat(timespec="seconds")
    return f"1 {checkpoint.chain} {checkpoint.size} {checkpoint.head} {at}\n"


def _append(file: Path, line: str) -> None:
    """One write at the end, then to disk, file and folder; a write that fails half-way is taken back."""
    descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o640)
    try:
        before = os.fstat(descriptor).st_size
        try:
            _write_whole(descriptor, line.encode())
        except OSError:
            with contextlib.suppress(OSError):
                os.ftruncate(descriptor, before)
            raise
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    _sync_folder(file.parent)


def _write_whole(descriptor: int, data: bytes) -> None:
    if os.write(descriptor, data) != len(data):
        raise OSError("the line did not fit")


def _sync_folder(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _heads(file: Path) -> dict[int, frozenset[str]]:
    heads: dict[int, frozenset[str]] = {}
    for checkpoint in _checkpoints(file):
        heads[checkpoint.size] = heads.get(checkpoint.size, frozenset()) | {checkpoint.head}
    return heads


def _newest(file: Path) -> Checkpoint | None:
    checkpoints = list(_checkpoints(file)) if file.exists() else []
    return checkpoints[-1] if checkpoints else None


def _checkpoints(file: Path) -> Iterator[Checkpoint]:
    with file.open(encoding="utf-8", errors="replace", newline="\n") as lines:
        for number, line in enumerate(lines, start=1):
            checkpoint = _parsed(line)
            if checkpoint is None or checkpoint.chain != file.stem:
                raise Unreadable(f"{file.name} 第{number}行不是完整的存根")
            yield checkpoint


def _parsed(line: str) -> Checkpoint | None:
    found = _LINE.fullmatch(line)
    if found is None:
        return None
    try:
        at = datetime.datetime.fromisoformat(found["at"])
    except ValueError:
        return None
    return Checkpoint(found["chain"], int(found["size"]), found["head"], at)
