"""PNG: a row of chunks; only those that make the picture are kept."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from .jpeg import damaged

SIGNATURE = b"\x89PNG\r\n\x1a\n"
LAST = b"IEND"
MAKING = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP sBIT bKGD pHYs hIST sPLT acTL fcTL fdAT".split()
)


def bare(content: bytes) -> bytes:
    """:raises FileRefused: if the picture is cut off."""
    if not content.startswith(SIGNATURE):
        raise damaged()
    return b"".join([SIGNATURE, *_kept(content)])


def _kept(content: bytes) -> Iterator[bytes]:
    at = len(SIGNATURE)
    while True:
        if at + 12 > len(content):
            raise damaged()
        length, name = struct.unpack_from(">L4s", content, at)
        chunk = content[at : at + 12 + length]
        if len(chunk) < 12 + length:
            raise damaged()
        if name in MAKING:
            yield chunk
        if name == LAST:
            return
        at += len(chunk)
