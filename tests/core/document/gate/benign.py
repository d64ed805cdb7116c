"""Files as honest programs write them: each must be read, with this text."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import docx as word_library

from tests.core.document.build import (
    DECLARATION,
    content_types,
    document,
    docx,
    field,
    p,
    parts_of,
    relation,
    relations,
    run,
    zipped,
)
from tests.core.document.build_pdf import pdf, set_lines
from tests.core.document.gate.hostile import MAIN, RELATIONS, TYPES
from tests.core.document.gate.zips import Entry, archive, entries_of

LINES = ("关于整改情况的报告", "我局领导班子认真整改，取得实效。")
TEXT = "\n".join(LINES)
BODY = p(LINES[0]) + p(LINES[1])

Benign = tuple[str, str, bytes]


def of_word_library() -> bytes:
    made = word_library.Document()
    for line in LINES:
        made.add_paragraph(line)
    saved = io.BytesIO()
    made.save(saved)
    return saved.getvalue()


def streamed() -> bytes:
    """An archive written to a pipe: sizes follow the content of each part."""

    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.content = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, piece: bytes) -> int:
            self.content += piece
            return len(piece)

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in parts_of(BODY).items():
            opened.writestr(name, content)
    return bytes(pipe.content)


def added(name: str, content: str | bytes) -> bytes:
    """The plain document with a part replaced or added."""
    return zipped({**parts_of(BODY), name: content})


def words() -> Iterator[tuple[str, bytes]]:
    parts = parts_of(BODY)
    yield "plain", docx(BODY)
    yield "from a library", of_word_library()
    yield "stored", zipped(parts, method=zipfile.ZIP_STORED)
    yield "streamed", streamed()
    yield "with a comment", archive(entries_of(parts), comment="归档".encode())
    yield "with folders", archive([Entry(b"word/", method=0), *entries_of(parts)])
    link = relation("hyperlink", "https://example.org/?a=1&b=2", external=True)
    yield "with a link", added(RELATIONS, relations(link))
    template = relations(relation("attachedTemplate", "Normal.dotm"))
    yield "with its own template", added("word/_rels/settings.xml.rels", template)
    yield "with a picture", added("word/media/image1.png", b"\x89PNG" + bytes(range(256)) * 40)
    yield "with a blank picture", added("word/media/image1.bmp", b"BM" + b"\xff" * 900_000)
    yield "with a thumbnail", added("docProps/thumbnail.jpeg", b"\xff\xd8\xff")
    yield "in UTF-16", added(MAIN, document(BODY).replace("UTF-8", "UTF-16").encode("utf-16"))
    yield "with a mark before the XML", added(MAIN, b"\xef\xbb\xbf" + document(BODY).encode())
    yield "without a declaration", added(MAIN, document(BODY).removeprefix(DECLARATION))
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/hostname"/>'
    yield "with an XInclude that is not followed", docx(BODY, include)
    yield "with a picture field", docx(p(LINES[0]), p(field(' INCLUDEPICTURE "a.png" ', LINES[1])))
    capital = {name.replace("word/document", "word/Document"): part for name, part in parts.items()}
    yield "part named otherwise", zipped(capital)
    yield "types with other spacing", added(TYPES, content_types().replace("<Override", "<Override  "))
    inserted = p(f'<w:ins w:id="1" w:author="秘书">{run(LINES[1])}</w:ins>')
    yield "changes tracked", docx(p(LINES[0]), inserted)


def others() -> Iterator[Benign]:
    yield "text in UTF-8", "报告.txt", TEXT.encode()
    yield "text with a mark", "报告.txt", b"\xef\xbb\xbf" + TEXT.encode()
    yield "text in GBK", "报告.txt", TEXT.encode("gbk")
    yield "text in UTF-16", "报告.txt", TEXT.encode("utf-16")
    yield "text with carriage returns", "报告.TXT", TEXT.replace("\n", "\r\n").encode()
    yield "PDF", "报告.pdf", pdf(set_lines(*LINES))
    yield "PDF with zeros behind", "报告.pdf", pdf(set_lines(*LINES)) + b"\x00" * 3_000
    yield "PDF with a line before", "报告.pdf", b"\n" + pdf(set_lines(*LINES))
    yield "PDF with a page number", "报告.pdf", pdf([*set_lines(*LINES), *set_lines("— 1 —", top=60.0)])


def all_files() -> list[Benign]:
    named = [
        ("capital extension", "报告.DOCX", docx(BODY)),
        ("path as name", "C:\\材料\\报告（定稿）.docx", docx(BODY)),
    ]
    return [*((label, "报告.docx", content) for label, content in words()), *named, *others()]
