"""Numbers of things: value, unit, comparison, period. Dates, ordinals and names with numbers are none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from bihuan.core.reading.model import Quantity
from bihuan.core.registry import words
from bihuan.core.text import numerals

_MASK = r"[0-9]{0,3}[*＊×✕xX○〇_＿█■]+[0-9]{0,3}"
_BEFORE = {
    "at_least": "≥",
    "at_most": "≤",
    "more": ">",
    "less": "<",
    "almost": "≤approx",
    "about": "≈",
    "each": "=each",
    "increase": "increase",
    "decrease": "decrease",
}
_AFTER = {"以上": "≥", "及以上": "≥", "以下": "≤", "以内": "≤", "之内": "≤", "左右": "≈", "上下": "≈"}
_ONES = {"一", "两"}
_PERIODS = re.compile(
    r"(?:[0-9０-９*＊×xX〇零一二三四五六七八九]{4}年(?:度)?|近[0-9一二两三四五]+年|[今去本上]年(?:度)?|一年|半年|会前|年初|期间|整改期间|开展整改|主题教育|党纪学习教育)(?:以来|来)|"
    r"每(?:年度?|半年|半个?月|[两二三四六]个月|季度?|个?月|周|旬|[天日]|学期)|全年|年内|上半年|下半年|(?<![比较])[今去本上]年度?|第?[一二三四]季度|会前|"
    r"[0-9０-９*＊×xX]{4}年(?:度|上半年|下半年|第?[一二三四]季度|[0-9]{1,2}月(?!底|末|前))?(?!年?[底末前内]|[0-9])"
)
_OTHER_AFTER = re.compile(r".之|周年|[天日]候|分之|点[0-9]|条例|部门|名单|家庭|件事|度假")
_PERCENT = re.compile("％|百分之")
_SCALE_ALONE = re.compile(r"[百千万亿]+$")
_ORDINAL_BEFORE = re.compile(r"[第每〔\[（(]$|[A-Za-z0-9０-９.．:：+＋/]$")
_EVERY_BEFORE = re.compile(r"每[^，。；、]{0,12}$|各$")
_QUOTE_END = re.compile(r"[”\"》]$")
_BOUNDARY = "。；;！？\n"
_CLAUSE_MARKS = "，,"
_POINTING = tuple("新这那再又同哪上下某头")  # 新一轮, 这一次
_CLAUSE_ENDS = "，,、。；;：！？）)\n"


def find(text: str, start: int, end: int) -> tuple[Quantity, ...]:
    """The quantities of ``text[start:end]``, in order."""
    matches = [*_pattern().finditer(text, start, end), *_hundredths().finditer(text, start, end)]
    matches.sort(key=re.Match.start)
    names = [match.span() for match in _names().finditer(text, start, end)] if matches else []
    found = (_quantity(text, start, end, match) for match in matches if not _in_name(match, names))
    return tuple(quantity for quantity in found if quantity is not None)


def _in_name(match: re.Match[str], names: Sequence[tuple[int, int]]) -> bool:
    return any(begin < match.end("unit") and match.start("low") < stop for begin, stop in names)


def _quantity(text: str, start: int, end: int, match: re.Match[str]) -> Quantity | None:
    masked = match["mask"] is not None
    if not masked and not _counts(text, start, end, match):
        return None
    amount, unit = _amount(match)
    if amount is None and not masked:
        return None
    return Quantity(
        text=match[0],
        start=match.start(),
        value=None if masked else amount,
        unit=unit,
        comparator="range" if match["high"] and not masked else _comparator(match),
        period=_period(text, start, match.start()),
        masked=masked,
    )


def _amount(match: re.Match[str]) -> tuple[Decimal | tuple[Decimal, Decimal] | None, str]:
    """The number and its unit. 180万元 is 180 万元, but 1.2万人 is 12,000 people."""
    written, high, unit = match["low"], match["high"] or "", _PERCENT.sub("%", match["unit"])
    scale = _scale_of(high) or _scale_of(written) + (match["scale"] or "")
    if unit == "元":
        unit, kept = scale + unit, ""
    else:
        kept = scale
    low = numerals.value(written.rstrip(numerals.SCALES) + kept)
    if not high or match["mask"] is not None:
        return low, unit
    top = numerals.value(high.rstrip(numerals.SCALES) + kept)
    return (None if low is None or top is None else (low, top)), unit


def _scale_of(written: str) -> str:
    return written[len(written.rstrip(numerals.SCALES)) :]


def _comparator(match: re.Match[str]) -> str:
    before, after = match["before"], match["after"]
    if after and _signs().get(before or "") not in ("increase", "decrease"):
        return _AFTER[after]
    if match["more"]:
        return "≥approx"
    return _signs()[before] if before else "="


def _counts(text: str, start: int, end: int, match: re.Match[str]) -> bool:
    """Whether a written number counts things: no ordinal, no name, no mere 一个."""
    before = text[max(start, match.start() - 14) : match.start()]
    low, unit = match["low"], match["unit"]
    if _ORDINAL_BEFORE.search(before) or (
        not match["before"] and text[match.start("low") - 1 : match.start("low")] == "第"
    ):
        return False
    estimated = match["more"] or _signs().get(match["before"] or "") in ("≤approx", "≈", ">")
    if (_SCALE_ALONE.match(low) and not estimated) or _OTHER_AFTER.match(text, match.end("unit") - 1):
        return False
    compared = bool(match["before"] or match["after"] or match["more"] or match["high"])
    chinese = not low[0].isascii() and low[0] not in "０１２３４５６７８９"
    following = text[match.end() : min(end, match.end() + 6)]
    if unit in "个项大种点条" and following.startswith(_abstract()):
        return False
    if chinese and not compared:
        if _QUOTE_END.search(before) or _in_quotation(text, start, end, match.start(), match.end()):
            return False
        every = _EVERY_BEFORE.search(before) is not None
        if _is_idiom(text, end, match):
            return False
        if not every and _is_event(text, start, end, match):
            return True
        if low == "一" and not every:
            return False
        if every:
            return True
        if unit in words.entry("quantities")["shy_units"]:
            return low not in _ONES and len(low) > 1
    return not (unit in ("期", "届", "号") and before.endswith("第"))


def _is_idiom(text: str, end: int, match: re.Match[str]) -> bool:
    """两场硬仗, 一次性: no events that one could count."""
    if match["unit"] not in words.entry("quantities")["event_units"]:
        return False
    following = text[match.end() : min(end, match.end() + 14)]
    return words.pattern("quantities", "event_idiom").search(following) is not None


def _is_event(text: str, start: int, end: int, match: re.Match[str]) -> bool:
    """开展一次集中约谈 and 演练一场 count events; 一次性 and 打好一场硬仗 do not."""
    if match["unit"] not in words.entry("quantities")["event_units"]:
        return False
    following = text[match.end() : min(end, match.end() + 14)]
    begin = match.start("low")
    if text[max(start, begin - 1) : begin] in _POINTING:
        return False
    before = text[max(start, begin - 18) : begin]
    if not following or following[0] in _CLAUSE_ENDS:
        return words.pattern("quantities", "event_name").search(before) is not None
    if match["unit"] == "期" and not words.pattern("quantities", "event_series").search(following):
        return False
    return words.pattern("quantities", "event_verb").search(before) is not None


def _in_quotation(text: str, start: int, end: int, begin: int, stop: int) -> bool:
    opened = max(text.rfind("“", start, begin), text.rfind("《", start, begin))
    if opened < 0 or begin - opened > 14:
        return False
    return not re.search(r"[”\"》]", text[opened + 1 : begin]) and bool(
        re.search(r"[”\"》]", text[stop : min(end, stop + 14)])
    )


def _period(text: str, start: int, at: int) -> str | None:
    """The nearest period before the number in its sentence; 每月 and the like hold for a clause only."""
    begin = max(start, max(text.rfind(sign, start, at) for sign in _BOUNDARY) + 1)
    clause = max(begin, max(text.rfind(sign, begin, at) for sign in _CLAUSE_MARKS) + 1)
    found = None
    for match in _PERIODS.finditer(text, begin, at):
        if match.start() >= clause or match[0][0] != "每":
            found = match[0]
    return found


@cache
def _signs() -> dict[str, str]:
    lists = words.entry("quantities")
    return {word: sign for name, sign in _BEFORE.items() for word in lists[name]}


@cache
def _abstract() -> tuple[str, ...]:
    return tuple(words.entry("quantities")["abstract"])


@cache
def _names() -> re.Pattern[str]:
    names = sorted(words.entry("quantities")["names"], key=len, reverse=True)
    spelt = [rf"(?<![0-9]){name}(?![0-9])" if name.isdecimal() else re.escape(name) for name in names]
    return re.compile("|".join(spelt))


@cache
def _hundredths() -> re.Pattern[str]:
    """百分之三十以上: the unit stands before its number."""
    before = "|".join(re.escape(word) for word in sorted(_signs(), key=len, reverse=True))
    number = rf"{numerals.ARABIC_PATTERN}|{numerals.CHINESE_PATTERN}"
    return re.compile(
        rf"(?P<before>{before})?(?P<unit>百分之)(?P<low>(?P<mask>{_MASK})|{number})(?P<scale>)(?P<high>(?!))?"
        rf"(?P<more>[余多])?(?P<after>{'|'.join(sorted(_AFTER, key=len, reverse=True))})?"
    )


@cache
def _pattern() -> re.Pattern[str]:
    before = "|".join(re.escape(word) for word in sorted(_signs(), key=len, reverse=True))
    units = words.any_of("quantities", "units")
    number = rf"(?:{numerals.ARABIC_PATTERN}|{numerals.CHINESE_PATTERN})[{numerals.SCALES}]*"
    return re.compile(
        rf"(?P<before>{before})?(?P<low>(?P<mask>{_MASK}[万亿]?)|{number})"
        rf"(?P<more>[余多](?=[万亿]?(?:{units}))|几(?=(?:{units})))?(?P<scale>[万亿])?"
        rf"(?:(?:{units})?\s?(?:[—–\-~～]{{1,2}}|至|到|或)(?P<high>{number}))?"
        rf"(?P<unit>{units})(?P<after>{'|'.join(sorted(_AFTER, key=len, reverse=True))})?"
    )
