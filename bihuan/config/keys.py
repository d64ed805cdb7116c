"""The secret key of one installation: made once, kept in ``keys/`` with mode 0600."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def secret_key(folder: Path) -> str:
    """Read the key, or make it. ``BIHUAN_SECRET_KEY`` goes before the file."""
    given = os.environ.get("BIHUAN_SECRET_KEY")
    return given or _kept(folder / "secret")


def _kept(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii")
    except FileNotFoundError:
        return _made(file)


def _made(file: Path) -> str:
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _kept(file)
    with os.fdopen(handle, "w", encoding="ascii") as opened:
        opened.write(secrets.token_urlsafe(64))
    return file.read_text(encoding="ascii")
