"""Readers: the bytes of a file that passed the gate → one :class:`Document`.

A reader's libraries are imported when its format is first read. Untrusted files are read through
``bihuan.core.document.sandbox``, which calls this in a child process with limits.
"""

from __future__ import annotations

from bihuan.core.document.classification import refuse_if_classified
from bihuan.core.document.model import Document


def read(document_format: str, content: bytes) -> Document:
    """The document in ``content``, whose format the gate has told.

    :raises FileRefused: for a file that cannot be read, is too long, or is marked as classified.
    """
    if document_format == "docx":
        from bihuan.core.document.readers import docx

        return refuse_if_classified(docx.read(content))
    if document_format == "pdf":
        from bihuan.core.document.readers import pdf

        return refuse_if_classified(pdf.read(content))
    from bihuan.core.document.readers import txt

    return refuse_if_classified(txt.read(content))
