"""The stored files and the keys of a home: found for a backup, put in place by a restore."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from .container import BLOCK

#: ``<tenant>/<algorithm>/<ab>/<digest>``; files that are just arriving have other names.
PLACE = re.compile(r"[0-9a-f-]{36}/[a-z0-9_]{1,16}/[0-9a-f]{2}/[0-9a-f]{40,128}", re.ASCII)


def stored_files(home: Path) -> list[str]:
    """The names ``files/…`` of all stored files, sorted."""
    root = home / "files"
    found = (file.relative_to(root).as_posix() for file in root.glob("*/*/*/*") if file.is_file())
    return sorted(f"files/{place}" for place in found if PLACE.fullmatch(place))


#: Keys without which something of the record could not be opened or checked. A certificate belongs to a
#: machine and its names, a setup code to an empty database: neither is backed up.
KEY = re.compile(r"secret|sealing-[1-9][0-9]*", re.ASCII)


def keys(home: Path) -> list[str]:
    """The names ``keys/…`` of all key files, sorted."""
    found = (file.name for file in (home / "keys").glob("*") if file.is_file())
    return sorted(f"keys/{name}" for name in found if KEY.fullmatch(name))


def size_of(home: Path, names: Iterable[str]) -> int:
    return sum((home / name).stat().st_size for name in names)


def blocks_of(source: BinaryIO) -> Iterator[bytes]:
    while block := source.read(BLOCK):
        yield block


def matches_its_name(name: str, sha256: str, source: BinaryIO) -> bool:
    """Whether a stored file still has the digest that it is filed under."""
    *_, algorithm, _, digest = name.split("/")
    if algorithm == "sha256":
        return sha256 == digest
    if algorithm not in hashlib.algorithms_available:
        return True
    source.seek(0)
    return hashlib.file_digest(source, algorithm).hexdigest() == digest


def place(home: Path, name: str, blocks: Iterable[bytes]) -> None:
    """Write a file durably: a temporary file for the owner only, fsync, rename.

    The temporary file of a killed run is written over by the next one.
    """
    target = home / name
    part = target.with_name(f".{target.name}.part")
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700 if name.startswith("keys/") else 0o777)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        for block in blocks:
            file.write(block)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, target)
    sync(target.parent)


def sync(folder: Path) -> None:
    """Make what was renamed in a folder last through a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
