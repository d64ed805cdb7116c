"""Plain text: every line that is not blank is a block, and the document's text is the file's.

Unlike the other formats, blank lines and the spaces around a line stay in the text, so offsets count the
code points of the file; a block begins after the spaces and ends before them.
"""

from __future__ import annotations

from bihuan.core.document.gate import limits
from bihuan.core.document.gate.refusal import FileRefused
from bihuan.core.document.model import Block, Document, Place
from bihuan.core.document.readers.form import mark_fixed_parts
from bihuan.core.document.readers.lines import Line
from bihuan.core.text import encoding


def read(content: bytes) -> Document:
    """The document in the bytes of a text file."""
    try:
        text = encoding.decode(content)
    except encoding.UndecodableText:
        raise FileRefused(
            "undecodable",
            "看不懂这个文本文件的编码，请用记事本打开，点“另存为”，编码选UTF-8，再用另存出来的文件。",
        ) from None
    return read_text(text)


def read_text(text: str) -> Document:
    """The document in text whose lines end with a line feed."""
    lines: list[Line] = []
    starts: list[int] = []
    position = 0
    for number, raw in enumerate(text.split("\n")):
        stripped = raw.strip()
        if stripped:
            lines.append(Line(stripped, Place(paragraph=number)))
            starts.append(position + raw.index(stripped[0]))
        position += len(raw) + 1
    if not lines:
        raise FileRefused("blank", "这个文件里没有文字，请确认选对了文件。")
    limits.refuse_if_too_long(len(lines))
    mark_fixed_parts(lines)
    blocks = (
        Block(line.kind, line.text, start, line.place) for line, start in zip(lines, starts, strict=True)
    )
    return Document(text=text, blocks=tuple(blocks), source="txt")
