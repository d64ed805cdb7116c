"""From printed lines back to the paragraphs they were set from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bihuan.core.document.model import Place
from bihuan.core.document.readers.lines import Line
from bihuan.core.document.readers.pdf.printed import PrintedLine

_CJK = "\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\u2014\u2018-\u201d\u2026"
_SPACE_AT_CJK = re.compile(f"(?<=[{_CJK}])[ \u00a0]+|[ \u00a0]+(?=[{_CJK}])")
_NUMBERED = re.compile(
    "[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\\d]{1,3}[）)]|\\d{1,2}[.．、](?!\\d)|第[一二三四五六七八九十]{1,3}[章节条]"
)
_END = "。！？；：”）…!?;:"
_UNSEEN = str.maketrans("", "", "\u200b\ufeff\u00ad\ufffe\x02")
_GAP = "\u3000"  # rows of a table have gaps; running text has none
_INDENT = 1.2
_SHORT_BY = 2.5
_SHORT_BY_UNENDED = 4.5  # marks that may not begin a line take characters over with them
_OTHER_SIZE = 1.2
_WIDER = 1.25
_INDENTED_SHARE = 0.15
_CENTRED_FROM = 2.5
_CENTRED_WITHIN = 1.2


def paragraphs(pages: Sequence[Sequence[PrintedLine]]) -> list[Line]:
    """Lines joined by indent, fill, distance and punctuation, also over the turn of a page."""
    printed = [line for page in pages for line in page]
    area = _area(printed)
    groups: list[list[PrintedLine]] = []
    for line in printed:
        if groups and _continues(groups[-1][-1], line, area):
            groups[-1].append(line)
        else:
            groups.append([line])
    lines = (_paragraph(number, group, area) for number, group in enumerate(groups))
    return [line for line in lines if line.text]


@dataclass(frozen=True, slots=True)
class _Area:
    """Left and right edge of the text area; the usual distance from line to line by size of type.

    ``indented`` tells whether paragraphs begin further in, as the layout of official papers asks.
    """

    left: float
    right: float
    distances: dict[int, int]
    body_size: int
    indented: bool

    def is_apart(self, before: PrintedLine, line: PrintedLine) -> bool:
        """Whether more than the usual distance lies between two lines of a page."""
        usual = self.distances.get(round(line.size))
        down = before.bottom - line.bottom
        return before.page == line.page and usual is not None and down > _WIDER * usual

    def is_full(self, line: PrintedLine, *, short_by: float) -> bool:
        return self.right - line.right <= short_by * line.size

    def is_title_type(self, line: PrintedLine) -> bool:
        return round(line.size) > _OTHER_SIZE * self.body_size

    def indent(self, line: PrintedLine) -> float:
        """How far in a line begins, in characters."""
        return (line.left - self.left) / line.size

    def is_centred(self, line: PrintedLine) -> bool:
        off_centre = abs((line.left - self.left) - (self.right - line.right))
        return self.indent(line) > _CENTRED_FROM and off_centre < _CENTRED_WITHIN * line.size


def _area(printed: Sequence[PrintedLine]) -> _Area:
    """The edges that most long lines of the commonest type share, and the usual distance of each size."""
    characters: Counter[int] = Counter()
    for line in printed:
        characters[round(line.size)] += 0 if _GAP in line.text else len(line.text)
    body_size = max(characters, key=lambda size: characters[size], default=0)
    body = [line for line in printed if round(line.size) == body_size]
    widest = max((line.right - line.left for line in body), default=0.0)
    long_lines = [line for line in body if line.right - line.left > 0.75 * widest]
    left = min(_common(round(line.left) for line in long_lines), default=0)
    right = max(_common(round(line.right) for line in long_lines), default=0)
    downs: dict[int, list[int]] = {}
    for before, line in pairwise(printed):
        if before.page == line.page and before.bottom > line.bottom:
            downs.setdefault(round(line.size), []).append(round(before.bottom - line.bottom))
    indents = [line for line in body if 1.5 < (line.left - left) / line.size < 2.5]
    return _Area(
        left=float(left),
        right=float(right),
        distances={size: min(_common(found)) for size, found in downs.items()},
        body_size=body_size,
        indented=len(indents) >= _INDENTED_SHARE * len(body),
    )


def _common(values: Iterable[int]) -> list[int]:
    """The values that occur at least a quarter as often as the most frequent one."""
    counts = Counter(values)
    most = max(counts.values(), default=0)
    return [value for value, count in counts.items() if count * 4 >= most]


def _continues(before: PrintedLine, line: PrintedLine, area: _Area) -> bool:
    """Whether a line goes on with the paragraph of the one before it."""
    if max(before.size, line.size) > _OTHER_SIZE * min(before.size, line.size):
        return False
    ended = before.text.endswith(tuple(_END))
    if area.is_apart(before, line):
        return False
    if area.is_title_type(line):
        return not ended and not _NUMBERED.match(line.text)
    if area.is_centred(line):
        return not ended and area.is_full(before, short_by=_SHORT_BY)
    short_by = _SHORT_BY if ended else _SHORT_BY_UNENDED
    if area.indent(line) > _INDENT or not area.is_full(before, short_by=short_by):
        return False
    return area.indented or not (ended and _NUMBERED.match(line.text))


def _paragraph(number: int, group: Sequence[PrintedLine], area: _Area) -> Line:
    text = ""
    for printed in group:
        text = _joined(text, printed.text)
    text = _SPACE_AT_CJK.sub("", text.translate(_UNSEEN)).strip(" \u3000\u00a0\t")
    first = group[0]
    return Line(text, Place(paragraph=number, page=first.page), centred=area.is_centred(first))


def _joined(text: str, more: str) -> str:
    """Two lines of a paragraph: Latin words are parted by a space, a word broken by a hyphen is mended."""
    if not text:
        return more
    ends_latin = text[-1].isascii() and text[-1].isalpha()
    if ends_latin and more[:1].isascii() and more[:1].isalpha():
        return f"{text} {more}"
    hyphenated = text[-1] in "-\u00ad\ufffe\x02" and text[-2:-1].isalpha() and more[:1].islower()
    return text[:-1] + more if hyphenated else text + more
