"""The target of an item in one cell: a quantity, an observable end state, or both."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from bihuan.core.reading import quantities
from bihuan.core.reading.model import Quantity
from bihuan.domain.rectification.building import target_fields
from bihuan.domain.rectification.models import Item

from .problems import RowProblem

LIMIT = 300
BETWEEN = "；"
MASK = "＊＊"
NO_QUANTITY = {
    "target_comparator": "",
    "target_value": None,
    "target_high": None,
    "target_unit": "",
    "target_period": "",
}
_BEFORE = {
    "≥": "不少于", "≤": "不超过", ">": "超过", "<": "少于", "≤approx": "近", "≈": "约", "=each": "各",
    "increase": "增加", "decrease": "减少",
}  # fmt: skip


def shown(item: Item) -> str:
    """``每季度不少于2次；制度印发执行``."""
    return BETWEEN.join(part for part in (_shown_quantity(item), item.end_state) if part)


def parsed(text: str) -> dict[str, Any]:
    """The fields of a target: what is a quantity by itself becomes one, the rest is the end state.

    :raises RowProblem: if the text is too long.
    """
    first, _, rest = text.partition(BETWEEN)
    quantity = _only_quantity(first.strip())
    end_state = rest.strip() if quantity else text.strip()
    if len(end_state) > LIMIT:
        raise RowProblem(f"整改目标超过{LIMIT}个字，请写成一句可以检验的话。")
    return {**NO_QUANTITY, **(target_fields([quantity]) if quantity else {}), "end_state": end_state}


def _only_quantity(text: str) -> Quantity | None:
    """The quantity that a text consists of, if it says nothing else (a period may stand before it)."""
    found = quantities.find(text, 0, len(text))
    if len(found) != 1 or found[0].masked:
        return None
    quantity = found[0]
    left = text[: quantity.start] + text[quantity.start + len(quantity.text) :]
    return quantity if left.strip("。 ") in ("", quantity.period or "") else None


def _shown_quantity(item: Item) -> str:
    if item.target_value is None:
        return f"{item.target_period}{MASK}{item.target_unit}" if item.target_unit else ""
    amount = _plain(item.target_value)
    if item.target_high is not None:
        amount = f"{amount}—{_plain(item.target_high)}"
    more = "余" if item.target_comparator == "≥approx" else ""
    before = _BEFORE.get(item.target_comparator, "")
    return f"{item.target_period}{before}{amount}{more}{item.target_unit}"


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
