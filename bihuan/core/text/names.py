"""Names of units and people as they are kept: without padding, and without characters that nobody sees."""

from __future__ import annotations

import re
import unicodedata

#: Control and format characters (bidi marks, zero width), separators of lines, lone surrogates.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
#: Characters of other categories that show nothing: fillers, joiners, selectors, a Braille cell without dots.
_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\ufffe\uffff\U000e0100-\U000e01ef]"
)
_PADDING = " \t\r\n\u00a0\u2000-\u200a\u202f\u205f\u3000"
_ENDS = re.compile(f"^[{_PADDING}]+|[{_PADDING}]+$")
_SPACES = re.compile("[ \u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_CHINESE = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_BETWEEN_CHINESE = re.compile(f"(?<=[{_CHINESE}]) (?=[{_CHINESE}])")


def clean_name(text: str) -> str:
    """The name without spaces around it and without those that only stretch it (王　芳 → 王芳).

    :raises ValueError: with a sentence for the user, if nothing readable is left or something is hidden.
    """
    name = _SPACES.sub(" ", _ENDS.sub("", unicodedata.normalize("NFC", text)))
    for place, character in enumerate(name, start=1):
        if unicodedata.category(character) in _UNSEEN or _BLANK.match(character):
            code = f"U+{ord(character):04X}"
            raise ValueError(
                f"名称的第{place}个字符（{code}）看不见，会让人认错名称，请删去这个字符后再保存。"
            )
    if not any(_is_readable(character) for character in name):
        raise ValueError("名称里没有文字，请填写名称。")
    return _BETWEEN_CHINESE.sub("", name)


def _is_readable(character: str) -> bool:
    """A letter, a digit, or a rare character that newer or local tables of characters know."""
    category = unicodedata.category(character)
    return category[0] in "LN" or category in ("Co", "Cn")
