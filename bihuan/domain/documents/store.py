"""Where stored bytes stand: ``files/<tenant>/<algorithm>/<ab>/<digest>``. They never change."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path
from uuid import UUID

from django.conf import settings

ALGORITHM = "sha256"


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def path_of(tenant: UUID, digest: str, algorithm: str = ALGORITHM) -> Path:
    return Path(settings.BIHUAN_HOME) / "files" / str(tenant) / algorithm / digest[:2] / digest


def put(tenant: UUID, content: bytes) -> bool:
    """Store bytes durably (temporary file, fsync, rename); whether they were new."""
    target = path_of(tenant, digest_of(content))
    if target.exists():
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(file.name, target)
    _sync_folder(target.parent)
    return True


def get(tenant: UUID, digest: str, algorithm: str = ALGORITHM) -> bytes:
    """The stored bytes.

    :raises FileNotFoundError: if they are missing on disk.
    """
    return path_of(tenant, digest, algorithm).read_bytes()


def discard(tenant: UUID, digest: str) -> None:
    """Take back bytes that were stored for a row which then was not written."""
    path_of(tenant, digest).unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
