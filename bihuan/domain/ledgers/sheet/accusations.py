"""Accusations in a sheet: one that tells more than its transfer is not taken in at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from bihuan.core.registry.mechanisms import Mechanism

from ..fitting.cases import ACCUSATION, CATEGORY, KEPT
from ..models.case import ACCUSATION_TITLE, PROGRESS
from .case_columns import EVENT
from .failures import AccusationTold

_MENTIONED = re.compile(r"检举|控告|举报")
_DAYS = re.compile(r"[\d\s年月日号/.\-;；]*")
_FREE = {"unit", *KEPT}


def refuse_told(mechanism: Mechanism, rows: Iterable[Mapping[str, Any]]) -> None:
    """:raises AccusationTold: if a row about an accusation says anything but its transfer."""
    if mechanism.code != CATEGORY.partition(".")[0]:
        return
    told = [row["line"] for row in rows if _is_accusation(row["cells"]) and _tells(row["cells"])]
    if told:
        raise AccusationTold(told)


def _is_accusation(cells: Mapping[str, str]) -> bool:
    """By its category; by any word of the row where the category is not filled in."""
    category = cells.get(CATEGORY, "")
    said = category or " ".join(cells.values())
    return category == ACCUSATION or bool(_MENTIONED.search(said))


def _tells(cells: Mapping[str, str]) -> bool:
    return any(text and not _is_free(code, text) for code, text in cells.items())


def _is_free(code: str, text: str) -> bool:
    if code == "title":
        return text == ACCUSATION_TITLE
    if code == "on" or (code.startswith(EVENT) and code != f"{EVENT}{PROGRESS}"):
        return bool(_DAYS.fullmatch(text))
    return code in _FREE
