"""One way to write values down before a digest is taken, so that it can be taken again anywhere."""

from __future__ import annotations

import datetime
import hashlib
import json
from decimal import Decimal
from typing import Any
from uuid import UUID

ALGORITHM = "sha256"


def plain(value: Any) -> Any:
    """The value in JSON's own types; moments in UTC, decimals as text."""
    match value:
        case None | bool() | int() | str():
            return value
        case datetime.datetime():
            return value.astimezone(datetime.UTC).isoformat(timespec="microseconds")
        case datetime.date():
            return value.isoformat()
        case Decimal() | UUID():
            return str(value)
        case dict():
            return {str(key): plain(inner) for key, inner in value.items()}
        case list() | tuple():
            return [plain(inner) for inner in value]
        case float():
            return repr(value)
    raise TypeError(f"no canonical form for {type(value).__name__}")


def text_of(value: Any) -> str:
    """Canonical JSON: sorted keys, no spaces, characters as they are."""
    return json.dumps(plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(*parts: Any) -> str:
    """Hexadecimal SHA-256 of the canonical JSON of the parts."""
    return hashlib.sha256(text_of(list(parts)).encode()).hexdigest()
