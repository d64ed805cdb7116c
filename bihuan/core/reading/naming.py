"""Wording that names a problem: 针对“…”的问题, alone on a line or before what is done about it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

_OPENING, _CLOSING = "“", "”"
_LEADING_ON = (
    r"(?:[，,]?(?:拟|将|主要|重点|具体)*(?:采取|制定|落实|做好)[^，。；：]{0,12}"
    r"(?:措施|举措|办法|工作)(?=[：:]))"
)
_LINE = re.compile(
    r"(?:针对|关于|对于|对照|围绕|对)(?=“)(?P<quoted>.{4,160}”)(?:等|这一|这个|[一二两三四五0-9]{1,2}[个项条]|方面|存在)*的?"
    rf"(?:问题|不足|短板|现象|情况)(?:的?整改(?:措施|任务|情况|落实情况)?)?{_LEADING_ON}?[。：:]?\Z"
)
_PLAIN_LINE = re.compile(r"(?:针对|关于)(?P<named>[^“”。；：:]{4,80}?)的?问题" rf"{_LEADING_ON}?[。：:]?\Z")
_SEGMENT = re.compile(
    r"(?:(?<=[。；;：:\s])|\A)(?:针对|关于|(?:对于?|围绕|对照)(?=“))(?!以上|上述|这些|查摆|查找|检视|存在|问题|会议|此|该|不同)"
    r"(?:“.{2,90}?”(?!、|和|及|“|以及)|[^。；“”]{4,60}?)(?:等|这一|这个|的)*(?:问题|不足|短板)(?!清单|台账|导向|线索|根源)"
)
_LEAST_QUOTED = 4


def quotations(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The outermost quotations of ``text[start:end]``, without their marks; those inside one belong to it."""
    depth, begin = 0, start
    for at in range(start, end):
        if text[at] == _OPENING:
            begin = at + 1 if depth == 0 else begin
            depth += 1
        elif text[at] == _CLOSING and depth:
            depth -= 1
            if depth == 0:
                yield begin, at


def named_line(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The problems that a line of its own names (针对“…”“…”的问题): the words between the quotes.

    Without quotes it is the whole line. Empty where the line says anything else.
    """
    match = _LINE.match(text[start:end])
    if match is None:
        return [(start, end)] if _PLAIN_LINE.match(text[start:end]) else []
    first, last = start + match.start("quoted"), start + match.end("quoted")
    found = list(quotations(text, first, last))
    joined = "".join(text[stop + 1 : begin - 1] for (_, stop), (begin, _) in itertools.pairwise(found))
    whole = bool(found) and found[-1][1] == last - 1 and not joined.strip("、，和及与以 ")
    long_enough = all(stop - begin >= _LEAST_QUOTED for begin, stop in found)
    return found if whole and long_enough else []


def segments(text: str, start: int, end: int) -> list[int]:
    """Where in a paragraph each 针对“…”问题，… begins, if there are at least two."""
    found = [start + match.start() for match in _SEGMENT.finditer(text[start:end])]
    return found if len(found) > 1 else []
