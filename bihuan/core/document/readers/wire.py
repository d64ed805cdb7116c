"""What passes between the process that wants a document and the one that reads it: frames of JSON.

The reading process may have been taken over by the file it read, so its answer is data to be checked, never
code: plain JSON of bounded size, every value of the type and in the range that the model asks for.
"""

from __future__ import annotations

import json
import socket
import struct
from typing import Any

from bihuan.core.document.gate.refusal import FileRefused
from bihuan.core.document.model import Block, BlockKind, Document, Note, Place

MAX_ANSWER = 32 * 1024 * 1024
_LENGTH = struct.Struct("!Q")
_CHUNK = 1 << 20
_LONGEST_MESSAGE = 300


class BrokenWire(Exception):
    """The other side is gone, or what it sent is not an answer."""


def send_frame(connection: socket.socket, content: bytes) -> None:
    connection.sendall(_LENGTH.pack(len(content)))
    connection.sendall(content)


def receive_frame(connection: socket.socket, most: int) -> bytes:
    """One frame of at most so many bytes.

    :raises BrokenWire: when the other side ends before its frame does, or sends a larger one.
    """
    (length,) = _LENGTH.unpack(_receive(connection, _LENGTH.size))
    if length > most:
        raise BrokenWire
    return _receive(connection, length)


def _receive(connection: socket.socket, length: int) -> bytes:
    content = bytearray()
    while len(content) < length:
        chunk = connection.recv(min(_CHUNK, length - len(content)))
        if not chunk:
            raise BrokenWire
        content += chunk
    return bytes(content)


def answer_of(document: Document) -> bytes:
    """A document as JSON; the text of blocks is not repeated, it lies in the document's text."""
    blocks = [
        [
            block.kind.value,
            block.start,
            len(block.text),
            block.number,
            block.style,
            block.level,
            *(getattr(block.place, name) for name in Place.__slots__),
        ]
        for block in document.blocks
    ]
    notes = [[note.text, note.anchor] for note in document.notes]
    answer = {
        "text": document.text,
        "blocks": blocks,
        "notes": notes,
        "source": document.source,
        "warnings": document.warnings,
    }
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def refusal_answer(refusal: FileRefused) -> bytes:
    return json.dumps({"refused": [refusal.code, refusal.message]}, ensure_ascii=False).encode()


def document_in(answer: bytes) -> Document:
    """The document in an answer.

    :raises FileRefused: when the answer is a refusal.
    :raises BrokenWire: when it is neither.
    """
    try:
        found = json.loads(answer)
        if "refused" in found:
            code, message = (_text(value) for value in found["refused"])
            raise FileRefused(code, message[:_LONGEST_MESSAGE])
        text = _text(found["text"])
        return Document(
            text=text,
            blocks=tuple(_block(text, values) for values in found["blocks"]),
            notes=tuple(Note(_text(note), _whole(anchor)) for note, anchor in found["notes"]),
            source=_text(found["source"]),
            warnings=tuple(_text(warning) for warning in found["warnings"]),
        )
    except (ValueError, TypeError, KeyError, RecursionError):
        raise BrokenWire from None


def _block(text: str, values: list[Any]) -> Block:
    kind, start, length, number, style, level, *place = values
    begin = _whole(start) + len(_text(number))
    end = begin + _whole(length)
    if end > len(text) or text[start:begin] != number:
        raise ValueError
    return Block(
        kind=BlockKind(kind),
        text=text[begin:end],
        start=start,
        place=_place(place),
        number=number,
        style=_text(style),
        level=_whole_or_none(level),
    )


def _place(values: list[Any]) -> Place:
    paragraph, page, table, row, column, row_span, column_span = values
    return Place(
        paragraph=_whole(paragraph),
        page=_whole_or_none(page),
        table=_whole_or_none(table),
        row=_whole_or_none(row),
        column=_whole_or_none(column),
        row_span=_whole(row_span),
        column_span=_whole(column_span),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _whole(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise TypeError
    return value


def _whole_or_none(value: Any) -> int | None:
    return None if value is None else _whole(value)
