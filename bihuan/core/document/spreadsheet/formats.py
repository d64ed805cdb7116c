"""Which number formats make a number a day or a share."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal, InvalidOperation

_BUILT_IN_DATES = frozenset([*range(14, 18), 22, *range(27, 37), *range(50, 59)])
_BUILT_IN_SHARES = frozenset([9, 10])
_NOT_CODES = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_LAST_SERIAL = 2_958_465


def is_date(number: int, code: str | None) -> bool:
    """Whether a number format shows a day: by its built-in number, or by its code."""
    if code is None:
        return number in _BUILT_IN_DATES
    bare = _NOT_CODES.sub("", code).lower()
    return "y" in bare or "d" in bare or "e" in bare.replace("e+", "").replace("general", "")


def is_share(number: int, code: str | None) -> bool:
    return number in _BUILT_IN_SHARES if code is None else "%" in _NOT_CODES.sub("", code)


def day_of(serial: Decimal, *, from_1904: bool) -> datetime.date | None:
    """The day that a serial number means; None outside the calendar of spreadsheets."""
    if not 1 <= serial <= _LAST_SERIAL:
        return None
    start = datetime.date(1904, 1, 1) if from_1904 else datetime.date(1899, 12, 30)
    return start + datetime.timedelta(days=int(serial))


def number_of(text: str) -> Decimal | None:
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < Decimal("1e20") else None


def shown(number: Decimal, *, share: bool) -> str:
    """A number as people write it: ``12``, ``0.5``, ``80%``. Binary noise behind the tenth digit goes."""
    if share:
        number *= 100
    text = f"{round(number, 10):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{text}%" if share else text
