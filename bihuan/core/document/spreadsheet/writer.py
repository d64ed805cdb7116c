"""Write a sheet as people print it: A3 landscape, heads on every page, text wrapped, nothing a formula."""

from __future__ import annotations

import copy
import math
import unicodedata
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from bihuan.core.document.spreadsheet.model import WrittenSheet
from bihuan.core.document.spreadsheet.packing import repacked
from bihuan.core.document.spreadsheet.text import MAX_CELL, clean, escaped, looks_like_formula

Look = dict[str, Any]

HEAD_ROWS = 3
FIRST_ROW = HEAD_ROWS + 1
LINE_HEIGHT = 14.0
MAX_HEIGHT = 400.0

_LINE = Side(style="thin", color="808080")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_TITLE: Look = {
    "font": Font(name="方正小标宋简体", size=18),
    "alignment": Alignment("center", "center"),
}
_HEAD: Look = {
    "font": Font(name="黑体", size=10.5),
    "alignment": Alignment("center", "center", wrap_text=True),
    "border": _BORDER,
    "fill": PatternFill("solid", fgColor="EDEFF1"),
}
_BODY: Look = {
    "font": Font(name="仿宋_GB2312", size=10),
    "alignment": Alignment("left", "center", wrap_text=True),
    "border": _BORDER,
}
_CENTRED: Look = {**_BODY, "alignment": Alignment("center", "center", wrap_text=True)}
_SMALL: Look = {"font": Font(name="Arial", size=6, color="A6A6A6"), "alignment": Alignment("left", "top")}


def sheet_bytes(*sheets: WrittenSheet) -> bytes:
    """The sheets as an xlsx file. The same sheets give the same bytes."""
    book = Workbook()
    book.remove(book.active)
    for written in sheets:
        _write(book.create_sheet(clean(written.name)[:31]), written)
    target = BytesIO()
    book.save(target)
    return repacked(target.getvalue(), creator="闭环")


def _write(sheet: Worksheet, written: WrittenSheet) -> None:
    pen = Pen(sheet)
    _write_head(pen, written)
    last = _write_blocks(pen, written)
    _offer_choices(sheet, written, last)
    _set_page(sheet, written, last)


class Pen:
    """Writes into one sheet. A look is worked out once and copied; merged ranges are kept in order.

    The library's own way works every look out for each cell, compares each range with all others, and keeps
    ranges in a set: slow, and not the same twice.
    """

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet
        self.sheet.merged_cells = []
        self._looks: dict[int, Any] = {}

    def put(self, row: int, column: int, text: str, look: Look) -> None:
        """Write text as text: whatever it begins with, no program takes it for a formula."""
        cell = self.sheet.cell(row, column)
        self._dress(cell, look)
        text = clean(text)[:MAX_CELL]
        if text:
            cell.value = escaped(text)
            cell.data_type = "s"
            if looks_like_formula(text):
                cell.quotePrefix = True

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        corners = f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}"
        self.sheet.merged_cells.append(corners)

    def _dress(self, cell: Any, look: Look) -> None:
        if id(look) not in self._looks:
            for name, value in look.items():
                setattr(cell, name, value)
            self._looks[id(look)] = copy.copy(cell._style)
        else:
            cell._style = copy.copy(self._looks[id(look)])


def _write_head(pen: Pen, written: WrittenSheet) -> None:
    printed = sum(column.printed for column in written.columns)
    pen.put(1, 1, written.title, _TITLE)
    pen.merge(1, 1, 1, printed)
    pen.sheet.row_dimensions[1].height = 36
    start = 1
    for position, column in enumerate(written.columns, start=1):
        pen.sheet.column_dimensions[get_column_letter(position)].width = column.width
        if not column.group or position == 1 or column.group != written.columns[position - 2].group:
            start = position
            pen.put(2, position, column.group or column.label, _HEAD)
        else:
            pen.put(2, position, "", _HEAD)
        pen.put(3, position, column.label if column.group else "", _HEAD)
        _merge_group(pen, written, position, start)


def _merge_group(pen: Pen, written: WrittenSheet, position: int, start: int) -> None:
    column = written.columns[position - 1]
    if not column.group:
        pen.merge(2, position, 3, position)
        return
    following = written.columns[position].group if position < len(written.columns) else ""
    if following != column.group and position > start:
        pen.merge(2, start, 2, position)


def _write_blocks(pen: Pen, written: WrittenSheet) -> int:
    row = FIRST_ROW
    for block in written.blocks:
        for offset, texts in enumerate(block):
            _write_row(pen, written, row + offset, texts, first=offset == 0)
        _set_heights(pen.sheet, written, row, block)
        row += len(block)
        for position, column in enumerate(written.columns, start=1):
            if column.merged and len(block) > 1:
                pen.merge(row - len(block), position, row - 1, position)
    return row - 1


def _write_row(pen: Pen, written: WrittenSheet, row: int, texts: tuple[str, ...], *, first: bool) -> None:
    for position, (column, text) in enumerate(zip(written.columns, texts, strict=True), start=1):
        if not column.printed:
            pen.put(row, position, text, _SMALL)
            continue
        shown = text if first or not column.merged else ""
        pen.put(row, position, shown, _CENTRED if column.centred else _BODY)


def _set_heights(
    sheet: Worksheet, written: WrittenSheet, row: int, block: tuple[tuple[str, ...], ...]
) -> None:
    """Rows as high as their text needs; what a merged cell needs more is shared out over its rows."""
    heights = [
        max(_lines(text, column.width) for column, text in _printed(written, texts) if not column.merged)
        for texts in block
    ]
    whole = max((_lines(text, c.width) for c, text in _printed(written, block[0]) if c.merged), default=1)
    missing = max(0, whole - sum(heights))
    for offset, lines in enumerate(heights):
        share = math.ceil(missing / len(block))
        sheet.row_dimensions[row + offset].height = min(MAX_HEIGHT, 6 + LINE_HEIGHT * (lines + share))


def _printed(written: WrittenSheet, texts: tuple[str, ...]) -> list[tuple[Any, str]]:
    return [(column, text) for column, text in zip(written.columns, texts, strict=True) if column.printed]


def _lines(text: str, width: float) -> int:
    """How many lines a cell of this width (in half characters) needs."""
    room = max(2, int(width * 0.95))
    return sum(max(1, math.ceil(_half_widths(line) / room)) for line in text.split("\n"))


def _half_widths(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in line)


def _offer_choices(sheet: Worksheet, written: WrittenSheet, last: int) -> None:
    for position, column in enumerate(written.columns, start=1):
        if column.choices:
            letter = get_column_letter(position)
            offered = DataValidation(type="list", formula1=f'"{",".join(column.choices)}"', allow_blank=True)
            offered.add(f"{letter}{FIRST_ROW}:{letter}{max(last, FIRST_ROW) + 200}")
            sheet.add_data_validation(offered)


def _set_page(sheet: Worksheet, written: WrittenSheet, last: int) -> None:
    printed = sum(column.printed for column in written.columns)
    sheet.freeze_panes = f"B{FIRST_ROW}"
    sheet.print_title_rows = f"2:{HEAD_ROWS}"
    sheet.print_area = f"A1:{get_column_letter(printed)}{max(last, HEAD_ROWS)}"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A3
    sheet.page_setup.orientation = "landscape"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.page_margins.top, sheet.page_margins.bottom = 0.8, 0.7
    sheet.print_options.horizontalCentered = True
    sheet.oddHeader.left.text = _in_header(written.header_left)
    sheet.oddHeader.right.text = _in_header(written.header_right)
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"


def _in_header(text: str) -> str:
    return clean(text).replace("\n", " ").replace("&", "&&")[:120]
