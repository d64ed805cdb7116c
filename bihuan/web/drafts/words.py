"""Words of the reading page: types, levels of confidence, figures and limits as people read them."""

from __future__ import annotations

from decimal import Decimal

from bihuan.core.reading.model import Deadline, ItemType, Quantity

TYPES: dict[ItemType, str] = {
    ItemType.PROBLEM: "问题",
    ItemType.CAUSE: "原因",
    ItemType.MEASURE: "措施",
    ItemType.DIRECTION: "努力方向",
    ItemType.LAST_YEAR_MEASURE: "上年度整改",
    ItemType.RESULT: "成效",
}
SHORT = {
    ItemType.PROBLEM: "问",
    ItemType.CAUSE: "因",
    ItemType.MEASURE: "措",
    ItemType.DIRECTION: "向",
    ItemType.LAST_YEAR_MEASURE: "上",
    ItemType.RESULT: "效",
}
COMPARATORS = {
    "=": "", "=each": "各 ", "≥": "≥ ", "≤": "≤ ", "<": "< ", ">": "> ",
    "≥approx": "≥ 约 ", "≤approx": "≤ 约 ", "increase": "增加 ", "decrease": "减少 ",
}  # fmt: skip
SURE, FAIR = 0.9, 0.8


def level(confidence: float) -> str:
    """high, middle or low: how much a person should trust the reading of an item."""
    return "high" if confidence >= SURE else "middle" if confidence >= FAIR else "low"


def figure(quantity: Quantity) -> str:
    """The figure in one line: ``≥ 2 次／每季度``."""
    period = f"／{quantity.period}" if quantity.period else ""
    if quantity.masked or quantity.value is None:
        return f"{quantity.text}{period}"
    if isinstance(quantity.value, tuple):
        low, high = quantity.value
        return f"{plain(low)}—{plain(high)} {quantity.unit}{period}"
    return f"{COMPARATORS.get(quantity.comparator, '')}{plain(quantity.value)} {quantity.unit}{period}"


def plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def limit(deadline: Deadline) -> str:
    """The limit as worded, with the day it comes to."""
    day = f"（{deadline.date.year}年{deadline.date.month}月{deadline.date.day}日止）" if deadline.date else ""
    return f"{deadline.text}{day}"
