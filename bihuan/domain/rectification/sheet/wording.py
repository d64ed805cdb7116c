"""Long wording in narrow cells: the statement without its examples, and back again without losing either."""

from __future__ import annotations

import re

_SENTENCE_END = re.compile(r"[。；;！!\n]|[:：]")
_NUMBERING = re.compile(
    r"^\s*(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）、.．](?!\d)|[一二三四五六七八九十]是)\s*"
)
_SPACE = re.compile(r"[\s　]+")
TITLE_LENGTH = 60


def statement(text: str, example: str) -> str:
    """The wording of a problem without the examples that stand in a column of their own."""
    for part in _parts(example):
        if part in text and part != text:
            text = text.replace(part, "", 1)
    return text.strip()


def text_with(old_text: str, old_example: str, new_statement: str, new_example: str) -> str:
    """The whole wording after statement or example were changed; examples stay in it if they were in it."""
    inside = [part for part in _parts(old_example) if part in old_text and part != old_text]
    if not inside:
        return new_statement
    if new_statement == statement(old_text, old_example) and len(inside) == 1:
        return old_text.replace(inside[0], new_example.strip(), 1).strip()
    return new_statement + "".join(_parts(new_example))


def title_of(text: str, before: str = "") -> str:
    """The lead of a wording: the title it had if that still stands in it, else its first sentence."""
    if before and before in text:
        return before
    first = next((part.strip() for part in _SENTENCE_END.split(text) if part.strip()), text.strip())
    return _NUMBERING.sub("", first)[:TITLE_LENGTH] or text.strip()[:TITLE_LENGTH]


def same(text: str) -> str:
    """What two ways of typing the same wording share: no spaces, no number before, no stop behind."""
    return _SPACE.sub("", _NUMBERING.sub("", text.strip())).rstrip("。；;，,.、")


def one_line(text: str) -> str:
    return _SPACE.sub(" ", text).strip()


def _parts(example: str) -> list[str]:
    return [part.strip() for part in example.split("\n") if part.strip()]
