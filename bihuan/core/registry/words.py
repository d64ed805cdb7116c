"""Word lists of the registry as compiled patterns, read once."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from bihuan.core.registry.files import read_toml


def entry(code: str) -> dict[str, Any]:
    """The word list ``registry/words/<code>.toml``. Treat it as read-only: it is shared."""
    return read_toml("words", code)


@cache
def pattern(code: str, name: str) -> re.Pattern[str]:
    """The regular expression that the word list ``code`` keeps under ``name``."""
    return re.compile(entry(code)[name])


@cache
def any_of(code: str, name: str) -> str:
    """The words that the list ``code`` keeps under ``name`` as one alternation, longest first."""
    words = sorted(entry(code)[name], key=len, reverse=True)
    return "|".join(re.escape(word) for word in words)
