"""Value, unit and comparator of a quantity that an author marked in a report."""

from __future__ import annotations

import re
from typing import Any

DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2}
PLACES = {"十": 10, "百": 100, "千": 1000}
BEFORE = {
    "≥": ("不少于", "不低于", "至少"),
    ">": ("超过",),
    "≤": ("不超过", "不多于"),
    "<": ("不足", "不到"),
    "≤approx": ("近",),
    "=each": ("各",),
    "increase": ("增长", "提高到", "提高", "提升", "上升", "增加"),
    "decrease": ("下降", "压减", "减少", "降低", "缩短"),
}
BEFORE_WORDS = {word: sign for sign, words in BEFORE.items() for word in words}
AFTER = {"以上": "≥", "以下": "≤", "以内": "≤"}
PATTERN = re.compile(
    rf"(?P<before>{'|'.join(sorted(BEFORE_WORDS, key=len, reverse=True))})?"
    r"(?P<low>[\d.]+|[零一二三四五六七八九十百千两]+|\*+)"
    r"(?:(?:至|到|—|-|、)(?P<high>[\d.]+|[零一二三四五六七八九十百千两]+))?"
    rf"(?P<more>[余多]?万?[余多]?(?!元))(?P<unit>.*?)(?P<after>{'|'.join(AFTER)})?"
)


def quantity(text: str, words: list[str]) -> dict[str, Any]:
    """Read an author's mark; ``words`` may name the period and override what the text does not show."""
    found = PATTERN.fullmatch(text)
    assert found, f"not a quantity: {text}"
    options = dict(word.split("=", 1) for word in words if "=" in word)
    period = next((word for word in words if word and "=" not in word), None)
    masked = "*" in found["low"]
    factor = 10_000 if "万" in found["more"] else 1
    return {
        "value": None if masked else value(found["low"], found["high"], factor),
        "unit": options.get("unit", found["unit"]),
        "comparator": options.get("cmp", comparator(found)),
        "period": period,
        "masked": masked,
    }


def comparator(found: re.Match[str]) -> str:
    if found["high"]:
        return "range"
    if found["before"]:
        return BEFORE_WORDS[found["before"]]
    if set("余多") & set(found["more"]):
        return "≥approx"
    return AFTER[found["after"]] if found["after"] else "="


def value(low: str, high: str | None, factor: int) -> Any:
    bounds = [scaled(text, factor) for text in (low, high) if text]
    return bounds if high else bounds[0]


def scaled(text: str, factor: int) -> int | float:
    product = number(text) * factor
    return int(product) if product == int(product) else product


def number(text: str) -> int | float:
    if text[0].isdigit():
        return float(text) if "." in text else int(text)
    return chinese_number(text)


def chinese_number(text: str) -> int:
    """二十 → 20, 一百一十 → 110; enough for numbers below ten thousand."""
    total, digit = 0, 0
    for char in text:
        if char in PLACES:
            total += (digit or 1) * PLACES[char]
            digit = 0
        else:
            digit = DIGITS[char]
    return total + digit
