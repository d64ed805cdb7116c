"""Texts of unknown origin: what cannot be seen is written out, so that it can do nothing."""

from __future__ import annotations

import unicodedata

from django import template

register = template.Library()

#: Control and format characters (bidi marks among them), separators of lines and paragraphs, lone surrogates.
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


@register.filter
def visible(value: object) -> str:
    """The text with invisible characters as their codes, such as ``\\u202e``; line ends stay."""
    return "" if value is None else "".join(map(_written, str(value)))


def _written(character: str) -> str:
    if character == "\n" or unicodedata.category(character) not in _INVISIBLE:
        return character
    return character.encode("unicode_escape", "surrogatepass").decode("ascii")
