"""What happens to a file before anything is stored: the gate, the sandbox, the reading."""

from __future__ import annotations

from dataclasses import dataclass

from bihuan.core import reading as reader
from bihuan.core.document import sandbox
from bihuan.core.document.model import Document
from bihuan.core.reading.model import Kind, Reading

from . import store
from .failures import BytesMissing, NotForImport
from .models import Draft

#: Papers that may not be brought in until their rooms exist (decisions 24).
KEPT_OUT = {Kind.PERSONAL_EXAMINATION, Kind.OPINIONS}


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that passed the gate, with what was read out of it. Nothing of it is stored yet."""

    name: str
    content: bytes
    document: Document
    reading: Reading


def take_file(name: str, content: bytes) -> Incoming:
    """Read an uploaded file.

    :raises FileRefused: if the gate or a reader refuses it.
    :raises NotForImport: if it is a personal paper or a collection of opinions.
    """
    return _admitted(name, content, sandbox.read_bytes(name, content))


def take_text(text: str) -> Incoming:
    """Read pasted text, with the same refusals as a file."""
    return _admitted("粘贴的文字.txt", text.encode(), sandbox.read_text(text))


def take_again(draft: Draft) -> Incoming:
    """Read the stored bytes of an earlier draft once more, with the refusals of today.

    :raises BytesMissing: if they are gone from the store.
    """
    try:
        content = store.get(draft.unit.key, draft.file.digest, draft.file.algorithm)
    except FileNotFoundError:
        raise BytesMissing(draft.file.name) from None
    return take_file(draft.file.name, content)


def _admitted(name: str, content: bytes, document: Document) -> Incoming:
    reading = reader.read(document)
    if reading.kind in KEPT_OUT:
        raise NotForImport(reading.kind)
    return Incoming(name, content, document, reading)
