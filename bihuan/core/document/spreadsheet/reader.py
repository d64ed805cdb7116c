"""From the bytes of an xlsx file to what its sheets say."""

from __future__ import annotations

from bihuan.core.document.classification import refuse_if_classified
from bihuan.core.document.gate.package import as_utf8
from bihuan.core.document.model import Block, BlockKind, Document, Place
from bihuan.core.document.spreadsheet import admission, book, limits, sheet
from bihuan.core.document.spreadsheet.limits import refused
from bihuan.core.document.spreadsheet.model import Sheet, Workbook

HEAD_ROWS = 5


def read_workbook(name: str, content: bytes, *, max_rows: int = limits.MAX_ROWS) -> Workbook:
    """Every visible sheet that says something, in order.

    :raises FileRefused: if the file may not be read, is broken, too large, or marked as classified.
    """
    archive = admission.admitted(name, content)
    parts = book.load(archive)
    sheets = []
    for part in parts.sheets:
        if part.part not in archive.parts:
            raise refused("damaged")
        if not part.hidden:
            read = sheet.read(Sheet(part.name), as_utf8(archive.read(part.part)), parts, max_rows=max_rows)
            sheets.append(read)
    filled = tuple(each for each in sheets if each.rows)
    if not filled:
        raise refused("no_text")
    for each in filled:
        refuse_if_classified(_head_of(each))
    return Workbook(filled)


def _head_of(sheet: Sheet) -> Document:
    """The first rows of a sheet as a document, for the one place that knows marks of classification."""
    texts = [str(value) for row, _, value in sheet.cells() if row <= HEAD_ROWS]
    blocks = (Block(BlockKind.PARAGRAPH, text, 0, Place(number)) for number, text in enumerate(texts))
    return Document("\n".join(texts), tuple(blocks), source="xlsx")
