"""The gate: what is checked on the bytes of a file before any parser sees them.

Everything that cannot be read safely raises :class:`FileRefused`, whose message is one clear sentence. The
limits stand in ``limits``; the reasons in ``docs/adr``.
"""

from __future__ import annotations

from bihuan.core.document.gate import limits
from bihuan.core.document.gate.kinds import format_of
from bihuan.core.document.gate.package import check_package
from bihuan.core.document.gate.portable import check_pdf
from bihuan.core.document.gate.refusal import FileRefused

__all__ = ["FileRefused", "admitted_format"]


def admitted_format(name: str, content: bytes) -> str:
    """The format of a file that may be read: "docx", "txt" or "pdf".

    :raises FileRefused: for every other file.
    """
    limits.refuse_if_empty(content)
    limits.refuse_if_too_large(len(content))
    document_format = format_of(name, content)
    if document_format == "docx":
        check_package(content)
    elif document_format == "pdf":
        check_pdf(content)
    return document_format
