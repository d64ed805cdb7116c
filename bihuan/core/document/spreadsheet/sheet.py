"""One sheet, streamed: what lies outside the limits stops the reading at once."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from lxml import etree

from bihuan.core.document.spreadsheet import formats, limits
from bihuan.core.document.spreadsheet.book import Book, elements, local, text_of
from bihuan.core.document.spreadsheet.limits import refused
from bihuan.core.document.spreadsheet.model import Merge, Sheet, Value
from bihuan.core.document.spreadsheet.text import clean, unescaped

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def read(sheet: Sheet, content: bytes, book: Book, *, max_rows: int = limits.MAX_ROWS) -> Sheet:
    """Fill a sheet from its part, cell by cell: no row is held as a whole.

    :raises FileRefused: if it is larger than the limits, or not a sheet.
    """
    place = _Place(max_rows=max_rows)
    for element in elements(content, "c", "row", "mergeCell"):
        kind = local(element)
        if kind == "c":
            place.step(element)
            if len(element):
                _take(sheet, place, _value(element, book))
        elif kind == "row":
            place.enter(element)
            place.leave()
        else:
            _merge(sheet, element.get("ref", ""), max_rows)
    return sheet


@dataclass(slots=True)
class _Place:
    """Where the reading is: rows and cells without a reference of their own follow the one before."""

    max_rows: int
    row: int = 0
    column: int = 0
    inside: bool = False
    rows: int = 0
    cells: int = 0

    def enter(self, element: etree._Element | None) -> None:
        if self.inside or element is None:
            return
        written = element.get("r", "")
        number = int(written) if written.isascii() and written.isdigit() and len(written) < 9 else 0
        self.row, self.column, self.inside = number or self.row + 1, 0, True

    def leave(self) -> None:
        self.inside = False
        self.rows += 1
        if self.rows > limits.MAX_ROW_ELEMENTS:
            raise refused("blank_cells")

    def step(self, cell: etree._Element) -> None:
        self.cells += 1
        if self.cells > limits.MAX_CELL_ELEMENTS:
            raise refused("blank_cells")
        self.enter(cell.getparent())
        self.column = _column(cell.get("r", ""), self.column)


def _take(sheet: Sheet, place: _Place, value: Value | None) -> None:
    if value is None or value == "":
        return
    if place.row > place.max_rows:
        raise limits.too_many_rows(place.row, place.max_rows)
    if place.column > limits.MAX_COLUMNS:
        raise limits.too_many_columns(place.column, place.row)
    sheet.rows.setdefault(place.row, {})[place.column] = value


def _column(reference: str, previous: int) -> int:
    match = _REFERENCE.fullmatch(reference)
    return column_number(match[1]) if match else previous + 1


def column_number(letters: str) -> int:
    """``A`` → 1, ``XFD`` → 16384."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _value(cell: etree._Element, book: Book) -> Value | None:
    """What a cell shows. Of a formula only the result that was stored with it is taken, as text."""
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _text("".join(text_of(found) for found in cell.iterfind("{*}is")))
    stored = cell.find("{*}v")
    if stored is None or stored.text is None:
        return None
    if kind == "s":
        return _shared(stored.text, book)
    if kind == "b":
        return "是" if stored.text.strip() == "1" else "否"
    if kind == "d":
        return _iso_day(stored.text) or _text(stored.text)
    return _number(stored.text, cell.get("s", "0"), book) if kind == "n" else _text(stored.text)


def _shared(index: str, book: Book) -> str:
    position = int(index) if index.strip().isascii() and index.strip().isdigit() else len(book.strings)
    if position >= len(book.strings):
        raise refused("damaged")
    return _text(book.strings[position])


def _number(text: str, style: str, book: Book) -> Value:
    number = formats.number_of(text)
    position = int(style) if style.isascii() and style.isdigit() and len(style) < 7 else 0
    if number is None:
        return _text(text)
    if position in book.dates:
        return formats.day_of(number, from_1904=book.from_1904) or formats.shown(number, share=False)
    return formats.shown(number, share=position in book.shares)


def _iso_day(text: str) -> datetime.date | None:
    match = _ISO_DAY.match(text)
    try:
        return datetime.date(*(int(part) for part in match.groups())) if match else None
    except ValueError:
        return None


def _text(text: str) -> str:
    return clean(unescaped(text)).strip(" \t\n　\xa0")


def _merge(sheet: Sheet, reference: str, max_rows: int) -> None:
    """Note a merged range as far as it lies inside the limits; two of them never overlap in a sound file."""
    corners = [_REFERENCE.fullmatch(part) for part in reference.split(":")]
    if len(corners) != 2 or corners[0] is None or corners[1] is None:
        return
    first, last = corners[0], corners[1]
    merge = Merge(
        int(first[2]),
        column_number(first[1]),
        min(int(last[2]), max_rows),
        min(column_number(last[1]), limits.MAX_COLUMNS),
    )
    for row in range(merge.top, merge.bottom + 1):
        for column in range(merge.left, merge.right + 1):
            if (row, column) in sheet.merges:
                raise refused("overlapping_merges")
            sheet.merges[row, column] = merge
