"""Tables of a docx: of fixed widths, with merged cells and repeated heads."""

from __future__ import annotations

from docx.oxml.xmlchemy import BaseOxmlElement

from bihuan.core.document.writers.pieces import Box, Grid
from bihuan.core.document.writers.wordml import Wordml, eighths, element, twips

SIDES = ("top", "left", "bottom", "right")


def table(grid: Grid, word: Wordml) -> BaseOxmlElement:
    """The grid as a table as wide as the type area."""
    made = element(
        "tbl",
        None,
        _properties(grid),
        element("tblGrid", None, *(element("gridCol", {"w": twips(width)}) for width in grid.widths)),
    )
    places = _places(grid)
    made.extend(_row(number, grid, places, word) for number in range(grid.rows))
    return made


def _properties(grid: Grid) -> BaseOxmlElement:
    line = {"val": "single", "sz": eighths(grid.stroke), "space": 0, "color": "000000"}
    padding = {"top": grid.down, "left": grid.across, "bottom": grid.down, "right": grid.across}
    return element(
        "tblPr",
        None,
        element("tblW", {"w": twips(sum(grid.widths)), "type": "dxa"}),
        element("tblInd", {"w": 0, "type": "dxa"}),
        element("tblBorders", None, *(element(side, line) for side in (*SIDES, "insideH", "insideV"))),
        element("tblLayout", {"type": "fixed"}),
        element(
            "tblCellMar",
            None,
            *(element(side, {"w": twips(padding[side]), "type": "dxa"}) for side in SIDES),
        ),
    )


def _places(grid: Grid) -> dict[tuple[int, int], Box]:
    """For every place where a cell or its downward continuation begins, the cell."""
    return {(row, box.column): box for box in grid.boxes for row in range(box.row, box.row + box.row_span)}


def _row(number: int, grid: Grid, places: dict[tuple[int, int], Box], word: Wordml) -> BaseOxmlElement:
    row = element("tr")
    properties = element("trPr")
    if grid.whole[number]:
        properties.append(element("cantSplit"))
    if number < grid.head_rows:
        properties.append(element("tblHeader"))
    if len(properties):
        row.append(properties)
    for column in range(len(grid.widths)):
        if (number, column) in places:
            row.append(_cell(places[number, column], number, grid, word))
    return row


def _cell(box: Box, row: int, grid: Grid, word: Wordml) -> BaseOxmlElement:
    width = sum(grid.widths[box.column : box.column + box.column_span])
    properties = element("tcPr", None, element("tcW", {"w": twips(width), "type": "dxa"}))
    if box.column_span > 1:
        properties.append(element("gridSpan", {"val": box.column_span}))
    if box.row_span > 1:
        properties.append(element("vMerge", {"val": "restart" if row == box.row else "continue"}))
    properties.append(element("vAlign", {"val": "center"}))
    lines = [word.paragraph(line) for line in box.lines] if row == box.row else [element("p")]
    return element("tc", None, properties, *lines)
