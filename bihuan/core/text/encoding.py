"""Text files: which encoding their bytes have, and the text in them."""

from __future__ import annotations

import re

_MARKS: tuple[tuple[bytes, str], ...] = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff]")
_COMMON_SHARE = 0.85


class UndecodableText(ValueError):
    """The bytes are not text in any encoding that is accepted."""


def decode(content: bytes) -> str:
    """The text of a file in UTF-8, GB18030, or UTF-16 with a byte order mark.

    The mark is dropped and every line end becomes a line feed, so offsets count what a person sees.

    :raises UndecodableText: when the bytes are no text, or text in another encoding.
    """
    text = _decoded(content)
    if _CONTROL.search(text):
        raise UndecodableText
    return with_line_feeds(text)


def with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(content: bytes) -> str:
    for mark, codec in _MARKS:
        if content.startswith(mark):
            return _strictly(content[len(mark) :], codec)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        text = _strictly(content, "gb18030")
    if not _is_plausible(text):
        raise UndecodableText
    return text


def _strictly(content: bytes, codec: str) -> str:
    try:
        return content.decode(codec)
    except UnicodeDecodeError:
        raise UndecodableText from None


def _is_plausible(text: str) -> bool:
    """Whether text read as GB18030 uses mostly common characters: Big5 or Latin bytes would not."""
    foreign = [character for character in text if ord(character) > 127]
    common = "".join(foreign).encode("gb2312", "ignore")
    return len(common) / 2 >= _COMMON_SHARE * len(foreign)
