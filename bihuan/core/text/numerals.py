"""Numbers as official papers write them: 12, １２, 1.2万, 十二, 二十, 两, 一百零五."""

from __future__ import annotations

from decimal import Decimal

DIGITS = "0-9０-９"
CHINESE = "〇零一二两三四五六七八九十百千"
SCALES = "万亿"
ARABIC_PATTERN = rf"[{DIGITS}]+(?:[,，][{DIGITS}]{{3}})*(?:[.．][{DIGITS}]+)?"
CHINESE_PATTERN = rf"[{CHINESE}]+"

_HALF_WIDTH = str.maketrans("０１２３４５６７８９．，", "0123456789.,")
_UNITS = {"十": 10, "百": 100, "千": 1000}
_SCALE_VALUES = {"万": 10_000, "亿": 100_000_000}
_DIGIT_VALUES = {
    "〇": 0,
    "零": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}


def value(text: str) -> Decimal | None:
    """The number that ``text`` writes, or ``None`` if it is no number."""
    bare = text.strip().translate(_HALF_WIDTH)
    number = bare.rstrip(SCALES)
    if not number:
        return None
    base = _arabic(number) if number[0].isascii() else _chinese_with_scales(number)
    if base is None:
        return None
    for scale in bare[len(number) :]:
        base *= _SCALE_VALUES[scale]
    return base


def integer(text: str) -> int | None:
    """The whole number that ``text`` writes, or ``None``."""
    number = value(text)
    return int(number) if number is not None and number == number.to_integral_value() else None


def _arabic(text: str) -> Decimal | None:
    digits = text.replace(",", "")
    if not digits.replace(".", "", 1).isdecimal() or digits.endswith("."):
        return None
    return Decimal(digits)


def _chinese_with_scales(text: str) -> Decimal | None:
    total = 0
    for scale in ("亿", "万"):
        head, found, rest = text.rpartition(scale)
        if found:
            part = _chinese(head)
            if part is None:
                return None
            total += part * _SCALE_VALUES[scale]
            text = rest
    part = _chinese(text) if text else 0
    return None if part is None else Decimal(total + part)


def _chinese(text: str) -> int | None:
    """Below ten thousand: 一百零五 by place, 二〇二四 digit by digit."""
    if not text or any(sign not in _DIGIT_VALUES and sign not in _UNITS for sign in text):
        return None
    if not any(sign in _UNITS for sign in text):
        return int("".join(str(_DIGIT_VALUES[sign]) for sign in text))
    total, digit = 0, None
    for sign in text:
        if sign in _UNITS:
            total += (1 if digit is None or digit == 0 else digit) * _UNITS[sign]
            digit = None
        else:
            digit = _DIGIT_VALUES[sign]
    return total + (digit or 0)


def number_words(value: Decimal) -> str:
    """A number without needless zeros: 12.0000 → 12."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
