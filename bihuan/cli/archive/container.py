"""The file itself: an ordinary zip whose comment is the digest of every byte before it.

Any zip program opens it. The comment covers also what a zip's own checksums leave out (names, times,
directory), so one changed byte anywhere is found.
"""

from __future__ import annotations

import hashlib
import os
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from . import manifest as manifests
from .failures import Damaged
from .manifest import Manifest, Member
from .progress import Progress, Say

BLOCK = 1024 * 1024
SEAL_MARK = b"bihuan-sha256:"
SEAL_LENGTH = 64
ENTRY_TIME = (1980, 1, 1, 0, 0, 0)
SAFE_NAME = re.compile(
    r"rows/[a-z_]+\.\w+\.jsonl"
    r"|files/[0-9a-f-]{36}/[a-z0-9_]{1,16}/[0-9a-f]{2}/[0-9a-f]{40,128}"
    r"|keys/[\w-][\w.-]*",
    re.ASCII,
)
NOT_OURS = "“{path}”不是完整的闭环备份：文件不完整，或不是由 bihuan backup 写成的。"
CHANGED = "“{path}”已损坏：内容与校验值不符。没有写入任何数据，请换用另一份备份。"
UNREADABLE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, LookupError, RuntimeError, ValueError)


class Writer:
    """Adds members one after the other; `seal` ends the file. Left by a failure, it writes no more."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._zip = zipfile.ZipFile(file, "w", allowZip64=True)
        self.members: list[Member] = []

    def add(self, name: str, blocks: Iterable[bytes], *, compress: bool) -> Member:
        digest, size = hashlib.sha256(), 0
        with self._zip.open(_entry(name, compress), "w", force_zip64=True) as target:
            for block in blocks:
                digest.update(block)
                size += len(block)
                target.write(block)
        member = Member(name, size, digest.hexdigest())
        self.members.append(member)
        return member

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind:  # or else the zip would add its directory when it is collected, to a closed file
            self._zip.fp = None

    def seal(self, manifest: Manifest) -> str:
        """Write the manifest, end the zip, and put the digest of all that behind it; the digest."""
        with self._zip.open(_entry(manifests.NAME, compress=True), "w") as target:
            target.write(manifests.as_bytes(manifest))
        self._zip.comment = SEAL_MARK + b"0" * SEAL_LENGTH
        self._zip.close()
        sealed = self._file.seek(0, os.SEEK_END) - SEAL_LENGTH
        seal = _digest_of_start(self._file, sealed)
        self._file.seek(sealed)
        self._file.write(seal.encode())
        self._file.flush()
        os.fsync(self._file.fileno())
        return seal


class Archive:
    """A backup whose every byte was checked."""

    def __init__(self, zipped: zipfile.ZipFile, manifest: Manifest, seal: str) -> None:
        self._zip = zipped
        self.manifest = manifest
        self.seal = seal

    def blocks(self, name: str) -> Iterator[bytes]:
        return _blocks_of(self._zip, name)

    def lines(self, name: str) -> Iterator[bytes]:
        with self._zip.open(name) as source:
            yield from source


@contextmanager
def checked(path: Path, say: Say) -> Iterator[Archive]:
    """Open a backup after checking the whole file and every member.

    :raises Damaged: if anything differs from what was written.
    :raises OSError: if the file cannot be read.
    """
    with path.open("rb") as file:
        seal = _checked_seal(file, path, say)
        try:
            zipped = zipfile.ZipFile(file)
            manifest = manifests.from_bytes(zipped.read(manifests.NAME))
            _check_members(zipped, manifest, path, say)
        except UNREADABLE as failure:
            raise Damaged(CHANGED.format(path=path)) from failure
        yield Archive(zipped, manifest, seal)


def _checked_seal(file: BinaryIO, path: Path, say: Say) -> str:
    mark_and_seal = len(SEAL_MARK) + SEAL_LENGTH
    end = file.seek(0, os.SEEK_END)
    file.seek(max(0, end - mark_and_seal))
    tail = file.read()
    if len(tail) != mark_and_seal or not tail.startswith(SEAL_MARK):
        raise Damaged(NOT_OURS.format(path=path))
    seal = _digest_of_start(file, end - SEAL_LENGTH, Progress("核对整个文件", "字节", say))
    if tail.removeprefix(SEAL_MARK) != seal.encode():
        raise Damaged(CHANGED.format(path=path))
    return seal


def _check_members(zipped: zipfile.ZipFile, manifest: Manifest, path: Path, say: Say) -> None:
    """Exactly the listed members, each with its size and digest, under names that lead nowhere else."""
    expected = [member.name for member in manifest.members]
    same = sorted(zipped.namelist()) == sorted([*expected, manifests.NAME])
    if not same or not all(SAFE_NAME.fullmatch(name) for name in expected):
        raise Damaged(CHANGED.format(path=path))
    progress = Progress("核对内容", "字节", say)
    for member in manifest.members:
        if _digest_of_member(zipped, member, progress) != member.sha256:
            raise Damaged(CHANGED.format(path=path))


def _digest_of_member(zipped: zipfile.ZipFile, member: Member, progress: Progress) -> str | None:
    """The digest, or None as soon as the member turns out longer or shorter than listed."""
    digest, size = hashlib.sha256(), 0
    for block in _blocks_of(zipped, member.name):
        digest.update(block)
        size += len(block)
        progress.advance(len(block))
        if size > member.size:
            return None
    return digest.hexdigest() if size == member.size else None


def _blocks_of(zipped: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    with zipped.open(name) as source:
        while block := source.read(BLOCK):
            yield block


def _entry(name: str, compress: bool) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, ENTRY_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
    entry.external_attr = 0o600 << 16
    return entry


def _digest_of_start(file: BinaryIO, length: int, progress: Progress | None = None) -> str:
    digest = hashlib.sha256()
    file.seek(0)
    while length > 0 and (block := file.read(min(BLOCK, length))):
        digest.update(block)
        length -= len(block)
        if progress:
            progress.advance(len(block))
    return digest.hexdigest()
