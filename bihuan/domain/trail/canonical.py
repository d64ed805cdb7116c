"""One way to write values down before a digest is taken, so that it can be taken again anywhere."""

from __future__ import annotations

import datetime
import hashlib
import json
from decimal import Decimal
from typing import Any
from uuid import UUID

ALGORITHM = "sha256"

#: What JSON writes as it is: passed by without a look inside, as most values are.
_PLAIN = frozenset({str, int, bool, type(None)})
_TEXTUAL = frozenset({UUID, Decimal})
_written = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def plain(value: Any) -> Any:
    """The value in JSON's own types; moments in UTC, decimals as text."""
    if type(value) in _TEXTUAL:
        return str(value)
    match value:
        case None | bool() | int() | str():
            return value
        case datetime.datetime():
            return value.astimezone(datetime.UTC).isoformat(timespec="microseconds")
        case datetime.date() | datetime.time():
            return value.isoformat()
        case Decimal() | UUID():
            return str(value)
        case dict():
            return {str(key): plain(inner) for key, inner in value.items()}
        case list() | tuple():
            return [inner if type(inner) in _PLAIN else plain(inner) for inner in value]
        case float():
            return repr(value)
    raise TypeError(f"no canonical form for {type(value).__name__}")


def text_of(value: Any) -> str:
    """Canonical JSON: sorted keys, no spaces, characters as they are."""
    return _written(plain(value))


def digest(*parts: Any) -> str:
    """Hexadecimal SHA-256 of the canonical JSON of the parts."""
    return hashlib.sha256(text_of(parts).encode()).hexdigest()
