"""From the bytes of an xlsx file to what its sheets say."""

from __future__ import annotations

from bihuan.core.document.gate.package import as_utf8
from bihuan.core.document.spreadsheet import admission, book, sheet
from bihuan.core.document.spreadsheet.limits import refused
from bihuan.core.document.spreadsheet.model import Sheet, Workbook


def read_workbook(name: str, content: bytes) -> Workbook:
    """Every visible sheet that says something, in order.

    :raises FileRefused: if the file may not be read, is broken or too large.
    """
    archive = admission.admitted(name, content)
    parts = book.load(archive)
    sheets = []
    for part in parts.sheets:
        if part.part not in archive.parts:
            raise refused("damaged")
        if not part.hidden:
            read = sheet.read(Sheet(part.name), as_utf8(archive.read(part.part)), parts)
            sheets.append(read)
    filled = tuple(each for each in sheets if each.rows)
    if not filled:
        raise refused("no_text")
    return Workbook(filled)
