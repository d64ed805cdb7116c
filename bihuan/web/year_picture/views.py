"""One page for a unit's year: mechanisms by months, in words; a click leads to the records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from bihuan.core.registry.mechanisms import groups
from bihuan.domain.ledgers.year import MONTHS, Month, Row, State, year_of
from bihuan.domain.organizations.models import Unit
from bihuan.web.facts.period import Period, this_year
from bihuan.web.facts.places import places, unit_or_404

YEARS = 5
#: How a number of records is said of each shape.
HELD = {
    "activity": "开展{}次",
    "case": "登记{}件",
    "plan": "开始{}项",
    "scorecard": "自查{}次",
    "poll": "测评{}次",
    "register": "登记{}条",
    "award": "评选{}次",
}
EMPTY = {State.NONE: "没有记", State.EXCUSED: "不需开展", State.NOT_KEPT: "未启用", State.FUTURE: ""}
EMPTY |= {State.NOT_FOUNDED: "未设立", State.CLOSED: "已停用", State.RETIRED: "不再记"}
#: From how many records on a cell is shown darker; it says nothing of good or bad.
DEPTHS = (1, 2, 4)


@dataclass(frozen=True, slots=True)
class Cell:
    words: str
    look: str
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """A mechanism; the first of a group says its name over ``span`` lines."""

    row: Row
    cells: list[Cell]
    url: str
    group: str
    span: int


@require_safe
def year_picture(request: HttpRequest) -> HttpResponse:
    unit, year = unit_or_404(request), Period.of(request.GET).since.year
    rows = year_of(unit, year, today=timezone.localdate())
    context = {
        **places(request, unit),
        "year": year,
        "years": range(this_year(), this_year() - YEARS, -1),
        "months": MONTHS,
        "lines": list(_lines(rows, unit, year)),
        "today": timezone.localdate(),
    }
    return render(request, "year_picture/year_picture.html", context)


def _lines(rows: list[Row], unit: Unit, year: int) -> Iterator[Line]:
    for group, found in groupby(rows, key=lambda row: row.mechanism.group):
        members = list(found)
        for place, row in enumerate(members):
            cells = [_cell(row, month, unit, year) for month in row.months]
            name, span = (groups()[group], len(members)) if place == 0 else ("", 0)
            yield Line(row, cells, _url(row, unit, year), name, span)


def _cell(row: Row, month: Month, unit: Unit, year: int) -> Cell:
    if month.state != State.HELD:
        return Cell(EMPTY[month.state], month.state.replace("_", "-"), "")
    depth = sum(month.count >= least for least in DEPTHS)
    words = HELD[row.mechanism.shape].format(month.count)
    return Cell(words, f"held-{depth}", _url(row, unit, year, month=month.number))


def _url(row: Row, unit: Unit, year: int, **month: int) -> str:
    asked = urlencode({"unit": unit.key, "year": year, **month})
    return f"{reverse('record-list', args=[row.mechanism.code])}?{asked}"
