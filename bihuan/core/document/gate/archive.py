"""A zip archive read by ourselves: every part is listed, bounded and checked before one byte is inflated.

The standard library's reader accepts overlapping entries and trusts declared sizes on some versions of
Python; this one refuses both.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from bihuan.core.document.gate import limits
from bihuan.core.document.gate.refusal import FileRefused

_END = struct.Struct("<4s4H2LH")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_STORED, _DEFLATED = 0, 8
_ENCRYPTED = 0x0001 | 0x0040 | 0x2000
_SIZES_FOLLOW = 0x0008
_UTF8_NAME = 0x0800
_FULL = 0xFFFFFFFF
_PIECE = 1 << 20
_PARAGRAPH = re.compile(rb"<w:p[\s/>]")


def damaged() -> FileRefused:
    return FileRefused("damaged", "这个docx文件已损坏或不完整，请用Word或WPS打开、另存一份后再试。")


def encrypted() -> FileRefused:
    return FileRefused("encrypted", "这个文件设了密码，请先取消密码、另存一份，再用没有密码的那份。")


def malformed(code: str) -> FileRefused:
    return FileRefused(
        code, "这个docx文件的内部结构不正常，不能安全读取，请用Word或WPS打开、另存一份后再试。"
    )


@dataclass(frozen=True, slots=True)
class Part:
    """One entry of the archive: ``start`` is where its packed bytes begin."""

    name: str
    method: int
    packed: int
    size: int
    checksum: int
    header: int
    start: int
    end: int


class Archive:
    """The parts of a zip archive by name; opening one checks the directory, reading one checks the part."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self.parts = {part.name: part for part in _checked_parts(content)}
        self._refuse_bombs()

    def read(self, name: str) -> bytes:
        """A part inflated, never beyond its declared size, its checksum compared."""
        part = self.parts[name]
        data = self._inflate(part, part.size + 1)
        if len(data) != part.size or zlib.crc32(data) != part.checksum:
            raise damaged()
        return data

    def beginning(self, name: str, length: int = 64) -> bytes:
        """The first bytes of a part, enough to see what it is."""
        return self._inflate(self.parts[name], length)[:length]

    def _refuse_bombs(self) -> None:
        unpacked = sum(part.size for part in self.parts.values())
        if unpacked > limits.MAX_UNPACKED:
            raise FileRefused(
                "bomb",
                f"这个文件解开后有{unpacked // limits.MEGABYTE:,} MB，上限是100 MB，请删去图片、另存后再试。",
            )
        for part in self.parts.values():
            if part.size > limits.RATIO_FROM and part.size > limits.MAX_RATIO * max(part.packed, 1):
                limits.refuse_if_too_long(self._paragraphs_in(part))
                raise FileRefused(
                    "bomb",
                    "这个文件压缩得异常紧，解开后会大得多，不能安全读取，请用Word或WPS另存一份后再试。",
                )

    def _paragraphs_in(self, part: Part) -> int:
        """How many paragraphs a part has, counted piece by piece so that it is never held as a whole."""
        inflater = zlib.decompressobj(-15)
        packed = self._content[part.start : part.start + part.packed]
        count = seen = 0
        tail = b""
        try:
            while packed and seen < part.size:
                piece = tail + inflater.decompress(packed, _PIECE)
                packed = inflater.unconsumed_tail
                seen += len(piece) - len(tail)
                count += len(_PARAGRAPH.findall(piece))
                tail = piece[-4:]
        except zlib.error:
            raise damaged() from None
        return count

    def _inflate(self, part: Part, most: int) -> bytes:
        packed = memoryview(self._content)[part.start : part.start + part.packed]
        if part.method == _STORED:
            return bytes(packed[:most])
        try:
            return zlib.decompressobj(-15).decompress(packed, most)
        except zlib.error:
            raise damaged() from None


def _checked_parts(content: bytes) -> list[Part]:
    count, directory, end_of_directory = _directory_bounds(content)
    if count > limits.MAX_PARTS:
        raise FileRefused(
            "too_many_parts",
            f"这个文件内部有{count:,}个部件，上限是{limits.MAX_PARTS:,}个，请另存一份后再试。",
        )
    parts = list(_directory_entries(content, count, directory, end_of_directory))
    _refuse_duplicates(parts)
    _refuse_overlaps(parts, directory)
    return parts


def _directory_bounds(content: bytes) -> tuple[int, int, int]:
    """Number of entries, start and end of the central directory; nothing may surround the zip."""
    position = content.rfind(b"PK\x05\x06", max(0, len(content) - _END.size - 0xFFFF))
    if position < 0 or position + _END.size > len(content):
        raise damaged()
    _, disk, first_disk, here, count, size, start, comment = _END.unpack_from(content, position)
    if position + _END.size + comment != len(content) or not content.startswith(b"PK\x03\x04"):
        raise malformed("archive_surroundings")
    between = content[start + size : position]
    if disk or first_disk or here != count or start + size > position:
        raise malformed("archive_directory")
    if between and not between.startswith(b"PK\x06\x06"):
        raise malformed("archive_directory")
    return count, start, start + size


def _directory_entries(content: bytes, count: int, position: int, end: int) -> Iterator[Part]:
    for _ in range(count):
        if position + _CENTRAL.size > end:
            raise malformed("archive_directory")
        fields = _CENTRAL.unpack_from(content, position)
        signature, flags, method, checksum = fields[0], fields[3], fields[4], fields[7]
        packed, size, name_length, extra_length, comment_length = fields[8:13]
        header = fields[16]
        if signature != b"PK\x01\x02":
            raise malformed("archive_directory")
        name_start = position + _CENTRAL.size
        raw_name = content[name_start : name_start + name_length]
        if flags & _ENCRYPTED:
            raise encrypted()
        if method not in (_STORED, _DEFLATED) or _FULL in (packed, size, header):
            raise malformed("archive_method")
        start, finish = _local_bounds(content, header, raw_name, (flags, method, packed, size))
        name = _part_name(raw_name, flags)
        yield Part(name, method, packed, size, checksum, header, start, finish)
        position = name_start + name_length + extra_length + comment_length
    if position != end:
        raise malformed("archive_directory")


def _part_name(raw: bytes, flags: int) -> str:
    """The name of a part; one that could leave its folder is refused."""
    try:
        name = raw.decode("utf-8" if flags & _UTF8_NAME else "cp437")
    except UnicodeDecodeError:
        raise malformed("archive_name") from None
    steps = name.removesuffix("/").split("/")
    hidden = any(ord(character) < 32 for character in name)
    if hidden or "\\" in name or ":" in name or any(step in ("", ".", "..") for step in steps):
        raise malformed("archive_name")
    return name


def _local_bounds(
    content: bytes, header: int, raw_name: bytes, declared: tuple[int, int, int, int]
) -> tuple[int, int]:
    """Where the packed bytes start and the entry ends; the local header must agree with the directory."""
    flags, method, packed, size = declared
    if header + _LOCAL.size > len(content):
        raise malformed("archive_directory")
    fields = _LOCAL.unpack_from(content, header)
    signature, local_flags, local_method, name_length, extra_length = (
        fields[0],
        fields[2],
        fields[3],
        fields[9],
        fields[10],
    )
    if local_flags & _ENCRYPTED:
        raise encrypted()
    name_start = header + _LOCAL.size
    same_name = content[name_start : name_start + name_length] == raw_name
    follows = bool(flags & _SIZES_FOLLOW)
    same_size = follows or (fields[7], fields[8]) in ((packed, size), (_FULL, _FULL))
    if signature != b"PK\x03\x04" or not same_name or local_method != method or not same_size:
        raise malformed("archive_disagrees")
    if method == _STORED and packed != size:
        raise malformed("archive_disagrees")
    start = name_start + name_length + extra_length
    return start, start + packed + (12 if follows else 0)


def _refuse_duplicates(parts: list[Part]) -> None:
    names = [part.name.lower() for part in parts]
    if len(set(names)) != len(names):
        raise malformed("archive_duplicate")


def _refuse_overlaps(parts: list[Part], directory: int) -> None:
    ordered = sorted(parts, key=lambda part: part.header)
    borders = [part.header for part in ordered[1:]] + [directory]
    if any(part.end > border for part, border in zip(ordered, borders, strict=True)):
        raise malformed("archive_overlap")
