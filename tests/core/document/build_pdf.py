"""Small PDF files with text at given places, for tests that say exactly what a page holds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

PAGE = (595, 842)
LEFT, SIZE, PITCH = 90.0, 16.0, 28.0
CHARACTERS = 26
FILE_ID = bytes(range(16))
TURNS = ((1, 0, 0, 1), (0, 1, -1, 0), (-1, 0, 0, -1), (0, -1, 1, 0))
PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


@dataclass(frozen=True, slots=True)
class At:
    """Text that begins at a place, in points from the lower left corner; ``turned`` quarter turns left."""

    x: float
    y: float
    text: str
    size: float = SIZE
    turned: int = 0


def pdf(*pages: Iterable[At], extra: Sequence[bytes] = (), catalog: bytes = b"", password: str = "") -> bytes:
    """A PDF whose pages show these texts; ``extra`` objects are numbered from 10."""
    objects: dict[int, bytes] = {}
    kids = []
    for number, texts in enumerate(pages):
        page, content = 100 + 2 * number, 101 + 2 * number
        kids.append(b"%d 0 R" % page)
        objects[page] = (
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents %d 0 R" % (*PAGE, content)
            + b"/Resources<</Font<</F 3 0 R>>>>>>"
        )
        objects[content] = stream(drawn(texts))
    objects[1] = b"<</Type/Catalog/Pages 2 0 R" + catalog + b">>"
    objects[2] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    objects[3] = (
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>"
    )
    objects[4] = (
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/FontDescriptor 5 0 R>>"
    )
    objects[5] = (
        b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0"
        b"/Ascent 880/Descent -120/CapHeight 880/StemV 93>>"
    )
    objects |= {10 + number: content for number, content in enumerate(extra)}
    trailer = b""
    if password:
        objects[9] = encryption(password)
        trailer = b"/Encrypt 9 0 R/ID[<%s><%s>]" % ((FILE_ID.hex().encode(),) * 2)
    return assembled(objects, trailer)


def assembled(objects: dict[int, bytes], trailer: bytes = b"") -> bytes:
    """The objects as a file with its table of places."""
    content = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, body in sorted(objects.items()):
        places[number] = len(content)
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(content)
    content += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        content += b"%d 1\n%010d 00000 n \n" % (number, place)
    size = max(objects) + 1
    content += b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)
    return bytes(content)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(content), entries, content)


def drawn(texts: Iterable[At]) -> bytes:
    lines = (
        b"BT /F %.2f Tf %d %d %d %d %.2f %.2f Tm <%s> Tj ET"
        % (at.size, *TURNS[at.turned], at.x, at.y, at.text.encode("utf-16-be").hex().encode())
        for at in texts
    )
    return b"\n".join(lines)


def set_lines(*paragraphs: str, indent: int = 2, top: float = 760.0) -> list[At]:
    """Paragraphs set as official papers are: two characters indent, lines of 26 characters."""
    texts = []
    y = top
    for paragraph in paragraphs:
        rest, x, room = paragraph, LEFT + indent * SIZE, CHARACTERS - indent
        while rest:
            texts.append(At(x, y, rest[:room]))
            rest, x, room, y = rest[room:], LEFT, CHARACTERS, y - PITCH
    return texts


def rc4(key: bytes, content: bytes) -> bytes:
    box = list(range(256))
    j = 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    out, i, j = bytearray(), 0, 0
    for byte in content:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


def encryption(password: str) -> bytes:
    """The security handler's entry for a file that opens only with the password (40 bit, revision 2)."""
    padded = (password.encode() + PADDING)[:32]
    owner = rc4(hashlib.md5(padded).digest()[:5], padded)
    permissions = (-44 & 0xFFFFFFFF).to_bytes(4, "little")
    key = hashlib.md5(padded + owner + permissions + FILE_ID).digest()[:5]
    user = rc4(key, PADDING)
    return b"<</Filter/Standard/V 1/R 2/P -44/O<%s>/U<%s>>>" % (owner.hex().encode(), user.hex().encode())
