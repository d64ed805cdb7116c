"""Which rows of the coverage page are shown, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import QueryDict

from bihuan.domain.rectification import coverage
from bihuan.domain.rectification.coverage import Gap

from .rows import CauseRow, FigureRow, ItemRow, MeasureRow, ProblemRow, Rows

AREAS = {
    Gap.NO_CAUSE: "problems",
    Gap.NO_MEASURE: "problems",
    Gap.WEAK_MEASURE: "problems",
    Gap.UNUSED_CAUSE: "causes",
    Gap.UNUSED_MEASURE: "measures",
    Gap.NO_OWNER: "measures",
    Gap.NO_DATE: "measures",
    Gap.NO_TARGET: "measures",
    Gap.UNKNOWN_OWNER: "measures",
    Gap.MASKED_FIGURE: "figures",
}
BY_CODE = {gap.code: gap for gap in Gap}
SORTS = {"order": "按原文顺序", "gaps": "缺口多的在前"}


@dataclass(frozen=True, slots=True)
class Chip:
    label: str
    count: int
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """What was asked for, and the rows that answer it."""

    gap: Gap | None
    search: str
    sort: str
    problems: list[ProblemRow]
    causes: list[CauseRow]
    measures: list[MeasureRow]
    figures: list[FigureRow]

    @property
    def empty(self) -> bool:
        return not (self.problems or self.causes or self.measures or self.figures)


def listing(rows: Rows, asked: Mapping[str, str]) -> Listing:
    """Filter by ``gap`` and ``q``, sort by ``sort``; what is unknown counts as not asked."""
    gap, search = BY_CODE.get(asked.get("gap", "")), asked.get("q", "").strip()[:50]
    sort = asked.get("sort", "order")
    problems = [row for row in rows.problems if _shown(row, gap, search, row.problem.title, row.problem.text)]
    causes = [row for row in rows.causes if _shown(row, gap, search, row.cause.title, row.cause.text)]
    measures = [row for row in rows.measures if _measure_shown(row, gap, search)]
    figures = [row for row in rows.figures if _figure_shown(row, gap, search)]
    if sort == "gaps":
        problems.sort(key=lambda row: -len(row.gaps))
        causes.sort(key=lambda row: -len(row.gaps))
        measures.sort(key=lambda row: -len(row.gaps) - sum(len(item.gaps) for item in row.items))
    return Listing(gap, search, sort if sort in SORTS else "order", problems, causes, measures, figures)


def chips(rows: Rows, asked: QueryDict) -> list[Chip]:
    """One chip for each kind of gap with its count, led by one for everything."""
    current = asked.get("gap", "")
    made = [Chip("全部缺口", len(rows.found), _with_gap(asked, ""), current not in BY_CODE)]
    for gap, count in coverage.counts(rows.found).items():
        made.append(Chip(gap.value, count, _with_gap(asked, gap.code), current == gap.code))
    return made


def _with_gap(asked: QueryDict, code: str) -> str:
    query = asked.copy()
    query.pop("gap", None)
    if code:
        query["gap"] = code
    return f"?{query.urlencode()}" + (f"#{AREAS[BY_CODE[code]]}" if code else "")


def _shown(row: ProblemRow | CauseRow | ItemRow, gap: Gap | None, search: str, *texts: str) -> bool:
    return (gap is None or gap in row.gaps) and _contains(search, texts)


def _measure_shown(row: MeasureRow, gap: Gap | None, search: str) -> bool:
    has_gap = gap is None or gap in row.gaps or any(gap in item.gaps for item in row.items)
    owners = [item.owner for item in row.items]
    return has_gap and _contains(search, [row.measure.title, row.measure.text, *owners])


def _figure_shown(row: FigureRow, gap: Gap | None, search: str) -> bool:
    waits = gap is None or (gap is Gap.MASKED_FIGURE and row.waiting)
    return waits and _contains(search, [row.statement.title, row.before + row.text + row.after])


def _contains(search: str, texts: Iterable[str]) -> bool:
    return not search or any(search in text for text in texts)
