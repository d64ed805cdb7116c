"""The papers that can be written from a ledger."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bihuan.domain.rectification.view import Ledger

from . import report, tables
from .composition import Composition, Frame


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of paper. ``official``: it has an addressee, a signature and a date."""

    code: str
    title: str
    summary: str
    compose: Callable[[Ledger, Frame], Composition]
    official: bool = True


KINDS = {
    kind.code: kind
    for kind in (
        Kind("report", "下一次情况报告", "上年度整改由台账写出，其余留出位置由班子撰写", report.next_report),
        Kind("last-year", "上年度整改措施落实情况", "只出这一部分，可并入其他文稿", report.last_year_alone),
        Kind("ledger", "整改台账", "A3 横排，一项措施一行", tables.rectification_ledger, official=False),
        Kind("problems", "问题清单", "A3 横排，一个问题一行", tables.problem_list, official=False),
    )
}
