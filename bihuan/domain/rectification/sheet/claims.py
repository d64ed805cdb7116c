"""Rows that speak of the same problem or measure: what one changes, no other may change differently."""

from __future__ import annotations

from bihuan.core.document.spreadsheet.text import clean

from . import columns
from .plans import Change, MeasurePlan, ProblemPlan
from .problems import RowProblem

ASPECT_LIMIT = 60


def changed_codes(
    plan: ProblemPlan | MeasurePlan, said: dict[str, str], codes: tuple[str, ...], *, line: int
) -> list[str]:
    """The codes whose text differs from the ledger and was not claimed with the same text before.

    :raises RowProblem: if another row claims a different text for the same cell.
    """
    changed = []
    for code in codes:
        if code not in said or clean(said[code]).strip() == clean(plan.cells.get(code, "")).strip():
            continue
        text, first = plan.claims.setdefault(code, (said[code], line))
        if text != said[code]:
            raise RowProblem(
                f"“{columns.label_of(code)}”与第{first}行写的不同，而两行说的是台账里的同一条。请改成一样。"
            )
        if first == line:
            changed.append(code)
    return changed


def aspect_of(text: str) -> str:
    """The aspect that a cell names.

    :raises RowProblem: if it is too long to be a name.
    """
    if len(text) > ASPECT_LIMIT:
        raise RowProblem(f"“对应方面”超过{ASPECT_LIMIT}个字，请只写方面的名称。")
    return text


def change_of(code: str, before: str, after: str) -> Change:
    return Change(code, columns.label_of(code), before, after)
