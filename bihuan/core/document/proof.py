"""A file that proves something: admitted, and made safe to keep. Its text is not read, only its marks are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bihuan.core.document import pictures, sandbox
from bihuan.core.document.classification import refuse_if_marked
from bihuan.core.document.gate import limits
from bihuan.core.document.gate.kinds import extension_of
from bihuan.core.document.gate.refusal import FileRefused
from bihuan.core.document.spreadsheet import read_workbook

#: What each kind is called when it is handed out again.
MEDIA_TYPES = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_BEGINNINGS = {"jpg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n"}


@dataclass(frozen=True, slots=True)
class Proof:
    """A file that may be kept; ``content`` is what is kept, a picture without where it was taken."""

    name: str
    kind: str
    content: bytes


def admitted(name: str, content: bytes) -> Proof:
    """The file as it may be kept.

    :raises FileRefused: if it is of another kind, not what its name says, broken, too large, unsafe or marked
        as classified.
    """
    limits.refuse_if_empty(content)
    limits.refuse_if_too_large(len(content))
    extension = extension_of(name)
    kind = "jpg" if extension == "jpeg" else extension
    if kind not in MEDIA_TYPES:
        raise FileRefused(
            "unsupported",
            "附件可以是jpg、png、pdf、docx、xlsx文件，请另存为其中一种，或改写文号、链接、联系人。",
        )
    refuse_if_marked([name.rpartition(".")[0]])
    return Proof(name, kind, _SAFE[kind](name, content))


def _picture(name: str, content: bytes) -> bytes:
    kind = "png" if name.lower().endswith("png") else "jpg"
    if not content.startswith(_BEGINNINGS[kind]):
        raise FileRefused("mismatch", "文件名说是图片，内容却不是，请确认选对了文件。")
    return pictures.bare(kind, content)


def _document(name: str, content: bytes) -> bytes:
    """A scan has no text: its marks are for people to see."""
    try:
        sandbox.read_bytes(name, content)
    except FileRefused as refusal:
        if refusal.code != "no_text":
            raise
    return content


def _workbook(name: str, content: bytes) -> bytes:
    read_workbook(name, content)
    return content


_SAFE: dict[str, Callable[[str, bytes], bytes]] = {
    "jpg": _picture,
    "png": _picture,
    "pdf": _document,
    "docx": _document,
    "xlsx": _workbook,
}
