"""JPEG: a row of segments; those that only applications read are left out, all but which side is up."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from bihuan.core.document.gate.refusal import FileRefused

START, END, SCAN = 0xD8, 0xD9, 0xDA
#: JFIF, EXIF and its relatives, comments; the others belong to the picture.
FIRST_OF_APPLICATIONS, LAST_OF_APPLICATIONS, COMMENT = 0xE0, 0xEF, 0xFE
EXIF = b"Exif\x00\x00"
#: What a decoder needs to show the right colours.
KEPT = ((0xE0, b"JFIF\x00"), (0xE2, b"ICC_PROFILE\x00"), (0xEE, b"Adobe"))
ORIENTATION, SHORT = 0x0112, 3
_NEXT = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]", re.DOTALL)


def bare(content: bytes) -> bytes:
    """:raises FileRefused: if the picture is cut off."""
    try:
        return b"".join(_kept(content))
    except (IndexError, struct.error):
        raise damaged() from None


def damaged() -> FileRefused:
    return FileRefused("damaged", "这张图片不完整，请重新导出或重新拍一张后再试。")


def _kept(content: bytes) -> Iterator[bytes]:
    yield content[:2]
    at = 2
    while True:
        at, marker = _marker(content, at)
        if marker == END:
            yield bytes((0xFF, END))
            return
        length = struct.unpack_from(">H", content, at)[0]
        payload = content[at + 2 : at + length]
        if length < 2 or len(payload) < length - 2:
            raise damaged()
        yield from _segment(marker, payload)
        at += length
        if marker == SCAN:
            after = _NEXT.search(content, at)
            if after is None:
                raise damaged()
            yield content[at : after.start()]
            at = after.start()


def _marker(content: bytes, at: int) -> tuple[int, int]:
    """The marker at a place, and where what follows it begins."""
    if content[at] != 0xFF:
        raise damaged()
    while content[at] == 0xFF:
        at += 1
    return at + 1, content[at]


def _segment(marker: int, payload: bytes) -> Iterator[bytes]:
    """The segment, or nothing if it only tells about the picture."""
    of_application = FIRST_OF_APPLICATIONS <= marker <= LAST_OF_APPLICATIONS
    if marker == FIRST_OF_APPLICATIONS + 1 and payload.startswith(EXIF):
        if (turned := _orientation(payload[len(EXIF) :])) != 1:
            yield _written(marker, _only_orientation(turned))
        return
    if marker == COMMENT:
        return
    if not of_application or any(marker == kept and payload.startswith(name) for kept, name in KEPT):
        yield _written(marker, payload)


def _written(marker: int, payload: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(payload) + 2) + payload


def _orientation(tiff: bytes) -> int:
    """Which side is up, 1 to 8; 1 if it is not said or not readable."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or len(tiff) < 8:
        return 1
    start = struct.unpack_from(f"{order}L", tiff, 4)[0]
    if start + 2 > len(tiff):
        return 1
    for number in range(struct.unpack_from(f"{order}H", tiff, start)[0]):
        entry = start + 2 + 12 * number
        if entry + 12 > len(tiff):
            return 1
        tag, kind, _, value = struct.unpack_from(f"{order}HHLH", tiff, entry)
        if (tag, kind) == (ORIENTATION, SHORT):
            return value if 1 <= value <= 8 else 1
    return 1


def _only_orientation(turned: int) -> bytes:
    entry = struct.pack(">HHLHH", ORIENTATION, SHORT, 1, turned, 0)
    return EXIF + b"MM\x00*" + struct.pack(">LH", 8, 1) + entry + struct.pack(">L", 0)
