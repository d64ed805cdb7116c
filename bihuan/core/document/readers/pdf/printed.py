"""From the characters of a page to its printed lines, by where they stand and not by the order of drawing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_BLANK = " \u3000\u00a0"
_FIRST_FULL_WIDTH = 0x2E80
_SAME_LINE = 0.4
_SAME_PLACE = 0.25
_WORD_GAP = 0.2
_WIDE_GAP = 0.75


@dataclass(frozen=True, slots=True)
class Glyph:
    """One drawn character and its box, in points; ``turned`` counts quarter turns to the left."""

    character: str
    left: float
    right: float
    bottom: float
    top: float
    turned: int = 0

    @property
    def is_full_width(self) -> bool:
        return ord(self.character) >= _FIRST_FULL_WIDTH

    @property
    def size(self) -> float:
        return max(self.right - self.left if self.is_full_width else self.top - self.bottom, 1.0)


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One line of a page between ``left`` and ``right``; ``size`` is the width of a full-width character."""

    text: str
    page: int
    left: float
    right: float
    bottom: float
    size: float


def upright(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The characters that stand the way most of the page does, the page turned so that they stand upright.

    What is turned otherwise is no running text: a page number at the side, a watermark.
    """
    counts = Counter(glyph.turned for glyph in glyphs)
    way = max(counts, key=lambda turned: counts[turned], default=0)
    return [_turned_back(glyph) for glyph in glyphs if glyph.turned == way]


def _turned_back(glyph: Glyph) -> Glyph:
    """The character as it stands on the page turned to the right as often as it is turned to the left."""
    left, right, bottom, top = glyph.left, glyph.right, glyph.bottom, glyph.top
    for _ in range(glyph.turned):
        left, right, bottom, top = bottom, top, -right, -left
    return Glyph(glyph.character, left, right, bottom, top)


def printed_lines(glyphs: Sequence[Glyph], *, page: int) -> list[PrintedLine]:
    """The lines of a page from top to bottom, each from left to right; blank ones are left out."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: -glyph.bottom):
        if rows and _same_row(rows[-1][0], glyph):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    lines = (_line(row, page) for row in rows)
    return [line for line in lines if line is not None]


def _same_row(first: Glyph, glyph: Glyph) -> bool:
    return first.bottom - glyph.bottom <= _SAME_LINE * max(first.size, glyph.size)


def _line(row: list[Glyph], page: int) -> PrintedLine | None:
    ordered = sorted(row, key=lambda glyph: glyph.left)
    inked = [glyph for glyph in ordered if glyph.character not in _BLANK]
    if not inked:
        return None
    size = max((glyph.size for glyph in inked if glyph.is_full_width), default=inked[0].size)
    return PrintedLine(
        text=_text(ordered, size).strip(_BLANK),
        page=page,
        left=inked[0].left,
        right=inked[-1].right,
        bottom=inked[0].bottom,
        size=size,
    )


def _text(ordered: Sequence[Glyph], size: float) -> str:
    """The characters of a row; a character drawn twice over itself, as false bold is, counts once."""
    pieces: list[str] = []
    before: Glyph | None = None
    for glyph in ordered:
        if before is not None:
            twice = glyph.character == before.character and glyph.left - before.left < _SAME_PLACE * size
            if twice:
                continue
            pieces.append(_gap(before, glyph, size))
        pieces.append(glyph.character)
        before = glyph
    return "".join(pieces)


def _gap(before: Glyph, glyph: Glyph, size: float) -> str:
    """What a distance between two characters reads as: a wide one as a gap, one between words as a space."""
    distance = glyph.left - before.right
    if distance > _WIDE_GAP * size:
        return "\u3000"
    words = before.character.isalnum() and glyph.character.isalnum()
    latin = before.character.isascii() and glyph.character.isascii()
    return " " if words and latin and distance > _WORD_GAP * size else ""
