"""Numbers of headings and list entries: 一、 （一） 1. （1） ① 第一， 一是 其一 首先."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bihuan.core.text import numerals


class Style(StrEnum):
    CHAPTER = "一、"
    SECTION = "（一）"
    ARABIC = "1."
    BRACKETED = "（1）"
    CIRCLED = "①"
    ORDINAL = "第一，"
    POINT = "一是"
    RANKED = "其一"
    SEQUENCE = "首先"


# The styles whose nesting official papers fix, outermost first (GB/T 9704—2012, 7.3.3).
LEVELS = {Style.CHAPTER: 1, Style.SECTION: 2, Style.ARABIC: 3, Style.BRACKETED: 4, Style.CIRCLED: 5}


@dataclass(frozen=True, slots=True)
class Mark:
    """A number in a text: ``text[start:end]`` is the number with its separator, ``value`` counts from 1."""

    style: Style
    value: int
    start: int
    end: int


_CHINESE = "[一二三四五六七八九十]{1,3}"
_CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_BRACKETED_CHINESE = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
_BRACKETED_ARABIC = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽"
_SEQUENCE = {"首先": 1, "其次": 2, "再次": 3, "再者": 3, "此外": 4, "最后": 9}
_PATTERNS = {
    Style.CHAPTER: rf"{_CHINESE}\s?[、.．]|第{_CHINESE}部分[\s　：:、]*",
    Style.SECTION: rf"[（(]\s?{_CHINESE}\s?[）)][、.．]?|[{_BRACKETED_CHINESE}]",
    Style.BRACKETED: rf"[（(]\s?[0-9０-９]{{1,2}}\s?[）)][、.．]?|[{_BRACKETED_ARABIC}]"
    r"|(?<![0-9０-９（(.．])[0-9０-９]{1,2}[）)]",
    Style.CIRCLED: rf"[{_CIRCLES}]",
    Style.ARABIC: r"(?<![0-9０-９.．])[0-9０-９]{1,2}\s?[.．、](?![0-9０-９])",
    Style.ORDINAL: rf"第{_CHINESE}(?:[，,、：:]|(?=是))是?",
    Style.POINT: rf"(?<!第){_CHINESE}(?:是(?!否)|要(?![求素点件务闻害领]))",
    Style.RANKED: rf"其{_CHINESE}[，,、：:]?是?",
    Style.SEQUENCE: r"(?:首先|其次|再次|再者|最后)(?:[，,、：:]是?|是)",
}
_STYLES = {style.name: style for style in Style}
_LEADING = re.compile(
    r"[\s　]*(?:"
    + "|".join(f"(?P<{style.name}>{pattern})" for style, pattern in _PATTERNS.items())
    + r")[\s　]*"
)
_INLINE = re.compile(
    r"(?:(?<=[。；;：:，,、！？\s　“”（])|\A)(?:"
    + "|".join(
        f"(?P<{style.name}>{_PATTERNS[style]})"
        for style in (Style.ORDINAL, Style.POINT, Style.RANKED, Style.SEQUENCE)
    )
    + r")|(?:(?<=[。；;：:！？\s　])|\A)(?:"
    + "|".join(f"(?P<{style.name}>{_PATTERNS[style]})" for style in (Style.SECTION, Style.ARABIC))
    + r")|"
    + "|".join(f"(?P<{style.name}>{_PATTERNS[style]})" for style in (Style.BRACKETED, Style.CIRCLED))
)


def leading(line: str) -> Mark | None:
    """The number with which ``line`` begins, if it begins with one."""
    match = _LEADING.match(line)
    return _mark(match) if match else None


def moved(mark: Mark, offset: int) -> Mark:
    """``mark`` as it stands in a text in which its line begins at ``offset``."""
    return Mark(mark.style, mark.value, mark.start + offset, mark.end + offset)


def enumeration(text: str, start: int = 0, end: int | None = None) -> tuple[Mark, ...]:
    """The outermost list inside a paragraph: at least two numbers of one style, counting up.

    It counts from 1, or from the number with which the paragraph itself begins.
    """
    found: dict[Style, list[Mark]] = {}
    for match in _INLINE.finditer(text[start:end]):
        mark = _mark(match, start)
        marks = found.setdefault(mark.style, [])
        if _continues(marks, mark) or (not marks and mark.start == start):
            marks.append(mark)
    lists = [marks for marks in found.values() if len(marks) > 1]
    if not lists:
        return ()
    outermost = min(lists, key=_begin)
    return tuple(outermost)


def restart(text: str, first: Sequence[Mark], end: int) -> int | None:
    """Where after the list ``first`` another one in its style begins again at 1."""
    if not first:
        return None
    for match in _INLINE.finditer(text[first[1].end : end]):
        mark = _mark(match, first[1].end)
        if mark.style is first[0].style and mark.value == 1:
            return mark.start
    return None


def _begin(marks: list[Mark]) -> int:
    return marks[0].start


def _continues(marks: list[Mark], mark: Mark) -> bool:
    if not marks:
        return mark.value == 1
    if mark.style is Style.SEQUENCE:
        return mark.value > marks[-1].value
    return mark.value == marks[-1].value + 1


def _mark(match: re.Match[str], offset: int = 0) -> Mark:
    name = match.lastgroup or ""
    written = match[name]
    begin = match.start(name) + offset
    style = _STYLES[name]
    return Mark(style, _value(style, written), begin, match.end() + offset)


def _value(style: Style, written: str) -> int:
    for signs in (_CIRCLES, _BRACKETED_CHINESE, _BRACKETED_ARABIC):
        if written[0] in signs:
            return signs.index(written[0]) + 1
    if style is Style.SEQUENCE:
        return _SEQUENCE[written[:2]]
    bare = written.strip("（()）第其是要部分、.．，,：: 　")
    return numerals.integer(bare) or 0
