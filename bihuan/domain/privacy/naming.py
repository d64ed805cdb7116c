"""A name where it stands as a name: alone, or between marks, not as a part of other words."""

from __future__ import annotations

import re
from typing import Any

_CHINESE = "㐀-䶿一-鿿·"


def replaced(value: Any, name: str, by: str) -> Any:
    """The value (texts, lists and objects of them) with the name replaced in every text."""
    return _walked(value, _pattern(name), by)


def _walked(value: Any, pattern: re.Pattern[str], by: str) -> Any:
    match value:
        case str():
            return pattern.sub(by, value)
        case list():
            return [_walked(inner, pattern, by) for inner in value]
        case dict():
            return {key: _walked(inner, pattern, by) for key, inner in value.items()}
    return value


def _pattern(name: str) -> re.Pattern[str]:
    """``李明`` is also written ``李　明``."""
    spread = "[ 　]*".join(map(re.escape, name))
    return re.compile(rf"(?<![{_CHINESE}]){spread}(?![{_CHINESE}])")
