"""Days as people write them in registers. A day is never guessed: what is not whole is asked back."""

from __future__ import annotations

import datetime
import re
import unicodedata

_WHOLE = re.compile(
    r"(\d{4})\s*[-/.年．、]\s*(\d{1,2})\s*[-/.月．、]\s*(\d{1,2})\s*日?(?:\s+0?0:00(?::00)?)?"
)
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_MONTH = re.compile(r"((?:19|20)\d{2})\s*(?:[-/.年．]\s*(\d{1,2})\s*月?|年)?")
_SERIAL = re.compile(r"[1-6]\d{4}(?:\.\d+)?")
_SERIALS_BEGIN = datetime.date(1899, 12, 30)
EARLIEST = datetime.date(1920, 1, 1)


def day_in(text: str) -> datetime.date:
    """The day that a cell names.

    :raises ValueError: with a sentence for the user, if it names none.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    match = _WHOLE.fullmatch(plain) or _COMPACT.fullmatch(plain)
    if not match:
        raise ValueError(_why(text, plain))
    year, month, day = (int(part) for part in match.groups())
    try:
        found = datetime.date(year, month, day)
    except ValueError:
        raise ValueError(f"没有{year}年{month}月{day}日这一天，请核对。") from None
    if found < EARLIEST:
        raise ValueError(f"{year}年太早，请核对。")
    return found


def _why(text: str, plain: str) -> str:
    if _SERIAL.fullmatch(plain):
        day = _SERIALS_BEGIN + datetime.timedelta(days=int(float(plain)))
        return (
            f"“{text}”像是没有设成日期格式的数（可能是{day.isoformat()}）。"
            f"请把这一格设为日期格式，或写成{day.isoformat()}。"
        )
    if month := _MONTH.fullmatch(plain):
        example = f"{month[1]}-{int(month[2] or 1):02}-01"
        return f"“{text}”没有写到日，请写成{example}这样的日期。"
    return f"“{text[:20]}”认不出是哪一天，请写成2024-03-01这样的日期。"
