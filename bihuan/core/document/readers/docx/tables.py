"""The cells of a table that people see, with how far merged ones reach."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from bihuan.core.document.readers.docx.xml import VALUE, number_of, value_of, w

_WRAPPERS = frozenset(map(w, ("sdt", "sdtContent", "customXml", "ins", "moveTo")))
_WIDEST = 63


@dataclass(slots=True)
class Cell:
    element: etree._Element
    row: int
    column: int
    column_span: int
    row_span: int = 1


def cells_of(table: etree._Element) -> list[Cell]:
    """The cells in reading order; rows deleted by a tracked change and parts of merged cells are left out."""
    cells: list[Cell] = []
    reaching: dict[int, Cell] = {}
    row_number = 0
    for row in _through_wrappers(table, w("tr")):
        properties = row.find(w("trPr"))
        if properties is not None and properties.find(w("del")) is not None:
            continue
        column = min(number_of(value_of(properties, "gridBefore")), _WIDEST)
        for element in _through_wrappers(row, w("tc")):
            column += _place_cell(element, row_number, column, cells, reaching)
        row_number += 1
    return cells


def _place_cell(
    element: etree._Element, row: int, column: int, cells: list[Cell], reaching: dict[int, Cell]
) -> int:
    """Add a cell or lengthen the one it belongs to; the number of grid columns it takes."""
    properties = element.find(w("tcPr"))
    if properties is not None and properties.find(w("cellDel")) is not None:
        return 0
    span = max(1, min(number_of(value_of(properties, "gridSpan"), 1), _WIDEST))
    if _continues(properties, "hMerge") and cells and cells[-1].row == row:
        cells[-1].column_span += span
        return span
    above = reaching.get(column)
    if _continues(properties, "vMerge") and above is not None:
        above.row_span = row - above.row + 1
        return span
    cell = Cell(element, row, column, span)
    cells.append(cell)
    reaching.pop(column, None)
    if properties is not None and properties.find(w("vMerge")) is not None:
        reaching[column] = cell
    return span


def _continues(properties: etree._Element | None, name: str) -> bool:
    """Whether a cell is a further part of a merged one: the mark is there and does not say restart."""
    merge = None if properties is None else properties.find(w(name))
    return merge is not None and merge.get(VALUE, "continue") == "continue"


def _through_wrappers(parent: etree._Element, wanted: str) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag == wanted:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _through_wrappers(child, wanted)
