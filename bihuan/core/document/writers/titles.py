"""Break a title into balanced lines, at places where no word is cut."""

from __future__ import annotations

import itertools
import math
import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

# A line may end after these words, or before those; elsewhere a break risks cutting a word.
_GOOD_AFTER = re.compile(
    r"(?:关于|印发|转发|年度|的|、|》|）|党组|党委|委员会|支部|单位|部门|班子|局|会|市|县|区|情况|工作|活动|精神|教育)$"
)
_GOOD_BEFORE = re.compile(
    r"(?:关于|贯彻|落实|开展|召开|民主生活会|组织生活会|领导班子|整改|专题|对照检查|情况|工作|学习教育|《|（"
    r"|[12]\d{3}年|(?<![共温缓总饱])和|(?<![普涉以])及|(?<![参赋授])与|暨)"
)
_CUT = re.compile(r"[0-9０-９A-Za-z.·]{2}")
_NO_START = "的了》）”’、，。：；！？〕"
_NO_END = "《（“‘〔第"
# Titles of more lines are mistakes; they are only cut to the width.
MOST_LINES = 5
HALF_WIDTH = ("H", "Na", "N")


class _Set(NamedTuple):
    price: float
    lines: tuple[str, ...]


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
    places = {place: _doubt(title, place) for place in range(1, len(title)) if _breakable(title, place)}
    for lines in (count, count + 1) if count <= MOST_LINES else ():
        best = _best(title, places, lines, width)
        if best:
            return best
    return _by_force(title, width)


def _best(title: str, places: dict[int, float], lines: int, width: float) -> tuple[str, ...]:
    """Dynamic programme; a state is how far the title is set and how wide its last line is."""
    ideal = ems(title) / lines
    states: dict[tuple[int, float], _Set] = {(0, 0.0): _Set(0.0, ())}
    for number in range(1, lines + 1):
        ends = {len(title): 0.0} if number == lines else places
        following: dict[tuple[int, float], _Set] = {}
        for (start, _), sofar in states.items():
            for end, wide in _reach(title, start, width):
                if end not in ends:
                    continue
                line = title[start:end]
                price = sofar.price + (wide - ideal) ** 2 + _waist(sofar.lines, line) + ends[end]
                if (end, wide) not in following or price < following[end, wide].price:
                    following[end, wide] = _Set(price, (*sofar.lines, line))
        states = following
    return min(states.values(), key=lambda found: found.price).lines if states else ()


def _reach(title: str, start: int, width: float) -> Iterator[tuple[int, float]]:
    """Where a line that begins at ``start`` may end, and how wide it is then."""
    wide = 0.0
    for end in range(start + 1, len(title) + 1):
        wide += ems(title[end - 1])
        if wide > width:
            return
        yield end, wide


def _waist(before: tuple[str, ...], line: str) -> float:
    """The price of a line narrower than both its neighbours: no 梯形, no 菱形."""
    return 60 if len(before) > 1 and ems(before[-1]) < min(ems(before[-2]), ems(line)) else 0


def _breakable(title: str, place: int) -> bool:
    before, after = title[place - 1], title[place]
    return not (after in _NO_START or before in _NO_END or _CUT.fullmatch(before + after))


def _doubt(title: str, place: int) -> float:
    if _GOOD_AFTER.search(title[max(0, place - 4) : place]) or _GOOD_BEFORE.match(title, place):
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
