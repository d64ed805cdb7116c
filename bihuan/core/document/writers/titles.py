"""Break a title into balanced lines, at places where no word is cut."""

from __future__ import annotations

import itertools
import math
import re
import unicodedata

# A line may end after these words, or before those; elsewhere a break risks cutting a word.
_GOOD_AFTER = re.compile(
    r"(?:关于|印发|转发|年度|的|及|和|与|、|》|）|党组|党委|委员会|支部|单位|部门|班子|局|会|市|县|区|情况|工作|活动)$"
)
_GOOD_BEFORE = re.compile(
    r"(?:关于|贯彻|落实|开展|召开|民主生活会|组织生活会|领导班子|整改|专题|对照检查|情况|工作|《|（|[12]\d{3}年)"
)
_CUT = re.compile(r"[0-9０-９A-Za-z.·]{2}")
_NO_START = "的了》）”’、，。：；！？〕"
_NO_END = "《（“‘〔第"
HALF_WIDTH = ("H", "Na", "N")


def ems(text: str) -> float:
    """How many full-width characters ``text`` is wide; half-width signs count a half."""
    return sum(0.5 if unicodedata.east_asian_width(sign) in HALF_WIDTH else 1 for sign in text)


def balanced(title: str, width: float) -> tuple[str, ...]:
    """The lines of ``title``, none wider than ``width`` characters, as equal as its words allow.

    A line feed in the title is a break that its author wants and stays. A last line of a few characters is
    avoided; equal lines, a widening or a diamond shape are what the norm calls 梯形 or 菱形.
    """
    return tuple(itertools.chain.from_iterable(_broken(line, width) for line in title.split("\n") if line))


def _broken(title: str, width: float) -> tuple[str, ...]:
    count = max(1, math.ceil(ems(title) / width))
    if count == 1:
        return (title,)
    places = [place for place in range(1, len(title)) if _breakable(title, place)]
    for lines in (count, count + 1):
        best = _best(title, places, lines, width)
        if best:
            return best
    return _by_force(title, width)


def _best(title: str, places: list[int], lines: int, width: float) -> tuple[str, ...]:
    """Dynamic programme over the breaks: least unevenness plus a price for each doubtful break."""
    ideal = ems(title) / lines
    states: dict[int, tuple[float, tuple[str, ...]]] = {0: (0.0, ())}
    for number in range(1, lines + 1):
        ends = [len(title)] if number == lines else places
        following: dict[int, tuple[float, tuple[str, ...]]] = {}
        for (start, (cost, before)), end in itertools.product(states.items(), ends):
            line = title[start:end]
            if end <= start or ems(line) > width:
                continue
            price = cost + (ems(line) - ideal) ** 2 + (0 if end == len(title) else _doubt(title, end))
            if end not in following or price < following[end][0]:
                following[end] = (price, (*before, line))
        states = following
    return states[len(title)][1] if len(title) in states else ()


def _breakable(title: str, place: int) -> bool:
    before, after = title[place - 1], title[place]
    return not (after in _NO_START or before in _NO_END or _CUT.fullmatch(before + after))


def _doubt(title: str, place: int) -> float:
    if _GOOD_AFTER.search(title[:place]) or _GOOD_BEFORE.match(title, place):
        return 0
    return 60


def _by_force(title: str, width: float) -> tuple[str, ...]:
    lines, line = [], ""
    for sign in title:
        if line and ems(line + sign) > width:
            lines.append(line)
            line = ""
        line += sign
    return (*lines, line)
