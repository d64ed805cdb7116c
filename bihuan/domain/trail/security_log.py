"""The security log: one line a record, whatever the values hold."""

from __future__ import annotations

import logging
import unicodedata

LONGEST = 1_000

#: Control and format characters (bidi marks among them), separators of lines and paragraphs, lone surrogates.
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def one_line(text: str) -> str:
    """The text on one line that shows all it holds; what is too long is cut, with its length."""
    shown = "".join(map(_visible, text[:LONGEST]))
    return shown if len(text) <= LONGEST else f"{shown}… ({len(text)} characters)"


def _visible(character: str) -> str:
    if unicodedata.category(character) not in _INVISIBLE:
        return character
    return character.encode("unicode_escape", "surrogatepass").decode("ascii")


def _flatten(record: logging.LogRecord) -> bool:
    record.msg, record.args = one_line(record.getMessage()), None
    return True


#: What everybody logs through; the filter stands here, so that no caller can forget it.
security_log = logging.getLogger("bihuan.security")
security_log.addFilter(_flatten)
