"""Mobile, identity and bank card numbers in running text, hidden but for their ends.

The masked text is as long as the text: places in it stay where they were. Document numbers, dates, sums and
quantities are left alone, unless a word such as 手机 or 身份证 says what the number is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

MASK = "*"

_GAP = r"[ \-\u00a0\u2000-\u200f\u2060\u3000\ufeff]?"
_HALF_WIDTH = str.maketrans("０１２３４５６７８９Ｘｘ－＋．：", "0123456789Xx-+.:")
_LONG = re.compile(r"[0-9](?:[^0-9]?[0-9]){10}")
_DIGIT = re.compile(r"[0-9Xx]")

#: Where a unit of measure follows, the number is a quantity.
_QUANTITY = re.compile(
    r"\s*[多余]?(?:[万亿千百元角%％‰]|美元|欧元|吨|公?斤|千?克|公里|千?米|平方|立方|公?亩|公顷|千?瓦|度|股|字节|\.[0-9])"
)
_NUMBER_OF_A_PAPER = re.compile(r"\s*号(?!码)")
#: What stands before a number that is no person's.
_NOT_PERSONAL = re.compile(
    r"(?:[¥￥$€№#]|[Nn]o\.?|第|〕|\]|(?:编|文|单|票|档|案|批|工|索引|序列|订单|流水|发票|合同|项目|备案)号|代码|编码"
    r"|(?<![0-9])(?:19|20)[0-9]{2}[-/.]|[0-9]\.)"
    r"(?:号?码?)?\s*[:为是]?\s*$"
)
_SAID = r"[^0-9。；;，,\n]{0,8}$"
_PHONE_SAID = re.compile(rf"(?:手机|电话|联系|致电|拨打|来电|短信|微信|[Tt]el|TEL){_SAID}")
_IDENTITY_SAID = re.compile(rf"(?:身份证|身份号码|公民身份|证件){_SAID}")
_CARD_SAID = re.compile(rf"(?:银行卡|卡号|储蓄卡|工资卡|社保卡){_SAID}")
_LOOK_BACK = 24

_MOBILE = re.compile(
    rf"(?<![0-9])(?:(?:\+|00)?86{_GAP})?(?P<number>1[3-9][0-9](?P<gap>{_GAP})[0-9]{{4}}(?P=gap)[0-9]{{4}})(?![0-9])"
)
_IDENTITY = re.compile(
    rf"(?<![0-9])(?P<number>[0-9]{{6}}(?P<gap>{_GAP})[0-9]{{8}}(?P=gap)[0-9]{{3}}[0-9Xx])(?![0-9A-Za-z])"
)
_OLD_IDENTITY = re.compile(r"(?<![0-9])(?P<number>[0-9]{15})(?![0-9A-Za-z])")
_CARD = re.compile(
    rf"(?<![0-9])(?P<number>[0-9]{{4}}(?:{_GAP}[0-9]{{4}}){{3}}(?:{_GAP}[0-9]{{1,3}})?)(?![0-9A-Za-z])"
)
_ISSUER = re.compile(r"62|4|5[1-5]")
_BORN = re.compile(r"(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")
_PROVINCE = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of number: what it looks like, which word announces it, how much of each end stays legible.

    ``is_sure``: its digits prove what it is, whatever stands around it.
    """

    pattern: re.Pattern[str]
    said: re.Pattern[str]
    is_one: Callable[[str], bool]
    head: int
    tail: int = 4
    is_sure: bool = False


@dataclass(frozen=True, slots=True)
class _Number:
    """A personal number: where it starts, as written, and as it is shown."""

    start: int
    shown: str
    hidden: str


def masked(text: str) -> str:
    """The text with the middle of each such number as ``*``: ``138****8000``."""
    for number in _numbers(text):
        text = text[: number.start] + number.hidden + text[number.start + len(number.hidden) :]
    return text


def restored(text: str, original: str) -> str:
    """The text with the numbers of ``original`` back where it still carries them masked, in their order."""
    at = 0
    for number in sorted(_numbers(original), key=lambda number: number.start):
        if MASK not in number.hidden:
            continue
        found = text.find(number.hidden, at)
        if found >= 0:
            at = found + len(number.hidden)
            text = text[:found] + number.shown + text[at:]
    return text


def _numbers(text: str) -> Iterator[_Number]:
    plain = text.translate(_HALF_WIDTH)
    if not _LONG.search(plain):
        return
    for kind in _KINDS:
        for match in kind.pattern.finditer(plain):
            if _is_personal(kind, match, plain):
                start, end = match.span("number")
                hidden = _hidden(plain[start:end], text[start:end], kind)
                plain = plain[:start] + hidden + plain[end:]
                yield _Number(start, text[start:end], hidden)


def _is_personal(kind: _Kind, match: re.Match[str], plain: str) -> bool:
    before = plain[max(match.start() - _LOOK_BACK, 0) : match.start()]
    said, is_one = kind.said.search(before), kind.is_one(_digits(match["number"]))
    if kind.is_sure:
        return is_one or bool(said)
    if _NOT_PERSONAL.search(before) or _QUANTITY.match(plain, match.end()):
        return False
    return bool(said) or (is_one and not _is_part_of_a_code(before, plain[match.end() :]))


def _is_part_of_a_code(before: str, after: str) -> bool:
    joined = any(side.isascii() and side.isalnum() for side in (before[-1:], after[:1]) if side)
    return joined or bool(_NUMBER_OF_A_PAPER.match(after))


def _hidden(plain: str, shown: str, kind: _Kind) -> str:
    places = [match.start() for match in _DIGIT.finditer(plain)]
    hide = set(places[kind.head : -kind.tail])
    return "".join(MASK if at in hide else character for at, character in enumerate(shown))


def _digits(number: str) -> str:
    return "".join(_DIGIT.findall(number)).upper()


def _is_mobile(digits: str) -> bool:
    return True


def _is_identity(digits: str) -> bool:
    if not (_PROVINCE.match(digits) and _BORN.match(digits, 6)):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits[:17], _WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == digits[17]


def _only_if_said(digits: str) -> bool:
    return False


def _is_card(digits: str) -> bool:
    """A known issuer and the check digit of ISO 7812 (Luhn)."""
    doubled = (int(digit) * 2 for digit in digits[-2::-2])
    total = sum(map(int, digits[-1::-2])) + sum(value - 9 if value > 9 else value for value in doubled)
    return bool(_ISSUER.match(digits)) and total % 10 == 0


_KINDS = (
    _Kind(_IDENTITY, _IDENTITY_SAID, _is_identity, head=3, is_sure=True),
    _Kind(_OLD_IDENTITY, _IDENTITY_SAID, _only_if_said, head=3, is_sure=True),
    _Kind(_CARD, _CARD_SAID, _is_card, head=4),
    _Kind(_MOBILE, _PHONE_SAID, _is_mobile, head=3),
)
