"""One sheet, streamed: what lies outside the limits stops the reading at once."""

from __future__ import annotations

import datetime
import re

from lxml import etree

from bihuan.core.document.spreadsheet import formats, limits
from bihuan.core.document.spreadsheet.book import Book, elements, local, text_of
from bihuan.core.document.spreadsheet.limits import refused
from bihuan.core.document.spreadsheet.model import Merge, Sheet, Value
from bihuan.core.document.spreadsheet.text import clean, unescaped

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def read(sheet: Sheet, content: bytes, book: Book) -> Sheet:
    """Fill a sheet from its part.

    :raises FileRefused: if it is larger than the limits, or not a sheet.
    """
    seen = row = 0
    for element in elements(content, "row", "mergeCell"):
        if local(element) == "mergeCell":
            _merge(sheet, element.get("ref", ""))
            continue
        seen += 1
        if seen > limits.MAX_ROW_ELEMENTS:
            raise refused("blank_rows")
        row = _row_number(element, row)
        _read_row(sheet, element, row, book)
    return sheet


def _row_number(element: etree._Element, previous: int) -> int:
    written = element.get("r", "")
    number = int(written) if written.isascii() and written.isdigit() and len(written) < 9 else 0
    return number or previous + 1


def _read_row(sheet: Sheet, element: etree._Element, row: int, book: Book) -> None:
    cells: dict[int, Value] = {}
    column = 0
    for cell in element.iterfind("{*}c"):
        column = _column(cell.get("r", ""), column)
        value = _value(cell, book)
        if value is None or value == "":
            continue
        if row > limits.MAX_ROWS:
            raise limits.too_many_rows(row)
        if column > limits.MAX_COLUMNS:
            raise limits.too_many_columns(column, row)
        cells[column] = value
    if cells:
        sheet.rows[row] = cells


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


def _merge(sheet: Sheet, reference: str) -> None:
    """Note a merged range as far as it lies inside the limits; two of them never overlap in a sound file."""
    corners = [_REFERENCE.fullmatch(part) for part in reference.split(":")]
    if len(corners) != 2 or corners[0] is None or corners[1] is None:
        return
    first, last = corners[0], corners[1]
    merge = Merge(
        int(first[2]),
        column_number(first[1]),
        min(int(last[2]), limits.MAX_ROWS),
        min(column_number(last[1]), limits.MAX_COLUMNS),
    )
    for row in range(merge.top, merge.bottom + 1):
        for column in range(merge.left, merge.right + 1):
            if (row, column) in sheet.merges:
                raise refused("overlapping_merges")
            sheet.merges[row, column] = merge
