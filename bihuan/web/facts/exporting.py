"""The numbers of a period as a spreadsheet: what the page shows, one number a line."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from bihuan.core.document.paper import date_words
from bihuan.core.document.spreadsheet import sheet_bytes
from bihuan.core.document.spreadsheet.model import Column, WrittenSheet
from bihuan.domain.organizations.models import Unit

from .lines import Line
from .period import Period

COLUMNS = (
    Column("台账", 24),
    Column("数据", 24),
    Column("数", 10, centred=True),
    Column("单位", 8, centred=True),
    Column("写成一句", 46),
    Column("依据的记录", 12, centred=True),
    Column("说明", 40),
)


def workbook(lines: Sequence[Line], unit: Unit, period: Period, *, demo: bool) -> bytes:
    mark = "（演示）" if demo else ""
    sheet = WrittenSheet(
        name="数据",
        title=f"{unit.name}{period.words}数据{mark}",
        header_left=f"截至{date_words(timezone.localdate())}，由台账得出",
        header_right="演示" if demo else "",
        columns=COLUMNS,
        blocks=tuple((_cells(line),) for line in lines),
    )
    return sheet_bytes(sheet)


def _cells(line: Line) -> tuple[str, ...]:
    said = line.query.told(line.value) if line.known else ""
    rows = f"{len(line.answer.rows)}条" if line.known else ""
    return (
        line.mechanism.name,
        line.query.name,
        line.value,
        line.query.unit,
        said,
        rows,
        "；".join(filter(None, (line.answer.shortfall, line.change))),
    )
