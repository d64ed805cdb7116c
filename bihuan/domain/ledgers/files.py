"""The bytes of a file that proves a record, as they were kept."""

from __future__ import annotations

from bihuan.domain.documents import store

from .failures import FileChanged, FileGone
from .models import Attachment


def content_of(attachment: Attachment) -> bytes:
    """:raises FileGone, FileChanged: if somebody touched the store."""
    file = attachment.file
    try:
        content = store.get(file.unit.key, file.digest, file.algorithm)
    except FileNotFoundError:
        raise FileGone(file.name) from None
    if store.digest_of(content) != file.digest:
        raise FileChanged(file.name)
    return content
