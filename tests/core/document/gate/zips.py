"""Archives that no honest program writes, made by hand from entries."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Entry:
    """One part; what its headers claim can be made to differ from what is there."""

    name: bytes
    content: bytes = b""
    method: int = 8
    flags: int = 0
    claims: dict[str, int] = field(default_factory=dict)
    local_claims: dict[str, int] = field(default_factory=dict)
    local_name: bytes | None = None


@dataclass(slots=True)
class Made:
    """An entry with the place of its local header and its packed content."""

    entry: Entry
    place: int
    packed: bytes

    def values(self, claims: dict[str, int]) -> dict[str, int]:
        real = {
            "flags": self.entry.flags,
            "method": self.entry.method,
            "checksum": zlib.crc32(self.entry.content),
            "packed": len(self.packed),
            "size": len(self.entry.content),
            "place": self.place,
        }
        return real | claims

    def local(self) -> bytes:
        found = self.values(self.entry.local_claims)
        name = self.entry.name if self.entry.local_name is None else self.entry.local_name
        head = struct.pack(
            "<4s5H3L2H",
            b"PK\x03\x04",
            20,
            found["flags"],
            found["method"],
            0,
            0,
            found["checksum"],
            found["packed"],
            found["size"],
            len(name),
            0,
        )
        return head + name + self.packed

    def central(self) -> bytes:
        found = self.values(self.entry.claims)
        head = struct.pack(
            "<4s6H3L5H2L",
            b"PK\x01\x02",
            20,
            20,
            found["flags"],
            found["method"],
            0,
            0,
            found["checksum"],
            found["packed"],
            found["size"],
            len(self.entry.name),
            0,
            0,
            0,
            0,
            0,
            found["place"],
        )
        return head + self.entry.name


def packed(content: bytes, method: int) -> bytes:
    if method != 8:
        return content
    deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
    return deflater.compress(content) + deflater.flush()


def archive(
    entries: Sequence[Entry], *, before: bytes = b"", after: bytes = b"", comment: bytes = b"", count: int = 0
) -> bytes:
    """The entries as an archive; ``count`` adds to the number of entries that its end claims."""
    body = bytearray(before)
    made = []
    for entry in entries:
        made.append(Made(entry, len(body), packed(entry.content, entry.method)))
        body += made[-1].local()
    directory = b"".join(item.central() for item in made)
    claimed = len(made) + count
    end = struct.pack(
        "<4s4H2LH", b"PK\x05\x06", 0, 0, claimed, claimed, len(directory), len(body), len(comment)
    )
    return bytes(body) + directory + end + comment + after


def entries_of(parts: dict[str, str | bytes], **changes: Entry) -> list[Entry]:
    """The parts of a document as entries, one or more of them replaced by part name."""
    found = []
    for name, content in parts.items():
        raw = content.encode() if isinstance(content, str) else content
        found.append(changes.get(name, Entry(name.encode(), raw)))
    return found
