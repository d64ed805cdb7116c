"""Fit words into boxes: SVG does not wrap by itself."""

from __future__ import annotations

#: Widths in ems: full-width characters fill their square, others a bit more than half.
FULL, HALF = 1.0, 0.56


def width(text: str, size: float) -> float:
    """How wide a line of text will be, near enough."""
    return size * sum(FULL if ord(character) > 0x2000 else HALF for character in text)


def fitted(text: str, room: float, size: float) -> str:
    """The text, cut with an ellipsis where it is wider than its room."""
    if width(text, size) <= room:
        return text
    kept = ""
    for character in text:
        if width(kept + character + "…", size) > room:
            break
        kept += character
    return kept + "…"


def wrapped(text: str, room: float, size: float, *, lines: int = 2) -> list[str]:
    """The text on at most so many lines; the last is cut where it does not fit."""
    made: list[str] = []
    rest = text
    while rest and len(made) < lines - 1 and width(rest, size) > room:
        head = rest
        while width(head, size) > room:
            head = head[:-1]
        made.append(head)
        rest = rest[len(head) :]
    return [*made, fitted(rest, room, size)] if rest or not made else made
