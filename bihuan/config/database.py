"""SQLite by default, PostgreSQL by one setting."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


def database(address: str, home: Path) -> dict[str, Any]:
    """The database settings for ``BIHUAN_DATABASE``: empty, or ``postgresql://user:password@host:port/name``.

    A socket is given as ``postgresql://user@/name?host=/folder``.

    :raises ValueError: for another scheme.
    """
    if not address:
        return _sqlite(home / "db" / "bihuan.sqlite3")
    parts = urlsplit(address)
    if parts.scheme != "postgresql":
        raise ValueError("BIHUAN_DATABASE must start with postgresql://")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or parse_qs(parts.query).get("host", [""])[0],
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def _sqlite(file: Path) -> dict[str, Any]:
    """WAL and IMMEDIATE: no lock errors with several writers; FULL: a power cut loses no commit."""
    file.parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
    }
