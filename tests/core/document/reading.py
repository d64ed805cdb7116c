"""Reading in tests goes the way of the product: a reader that imports too late fails there."""

from __future__ import annotations

from bihuan.core.document import sandbox
from bihuan.core.document.model import Document


def read_word(content: bytes) -> Document:
    """The document as the limited child reads it."""
    return sandbox.read_bytes("报告.docx", content)
