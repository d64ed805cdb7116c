"""Text in cells: cleaned on the way in and out, and kept from becoming a formula."""

from __future__ import annotations

import re

MAX_CELL = 32_767

_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ud800-\udfff\ufeff\ufffe\uffff]"
)
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_FORMULA_STARTS = frozenset("=+-@\t\r\n|%＝＋－＠﹢﹣﹦﹫−")


def clean(text: str) -> str:
    """Text without control, hidden and reordering characters; line ends become ``\\n``."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNPRINTABLE.sub("", text)


def unescaped(text: str) -> str:
    """The characters that Excel writes as ``_x000D_``."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def escaped(text: str) -> str:
    """Text of which no part reads as such an escape."""
    return _ESCAPED.sub(lambda match: f"_x005F_{match[0][1:]}", text)


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet program could take the text for a formula when it is edited or exported again."""
    return text[:1] in _FORMULA_STARTS if text else False
