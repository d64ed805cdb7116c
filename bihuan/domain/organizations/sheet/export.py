"""The register as a sheet in the layout that can be imported again, and the empty sheet to fill in."""

from __future__ import annotations

from bihuan.core.document.spreadsheet import sheet_bytes
from bihuan.core.document.spreadsheet.model import Column, WrittenSheet
from bihuan.core.text.masking import masked

from ..enums import SeatKind
from ..models import Unit
from . import columns
from .places import BRANCHES, HOMES, Places, places_below
from .present import present_below

SHEET, NOTES, UNITS = "人员名册", "填写说明", "单位名称"
DEMO = "演示"


def register_workbook(unit: Unit, *, demo: bool) -> bytes:
    """Everybody who works at the unit or below it, to be edited and imported again."""
    places = places_below(unit)
    rows = (each.cells(places) for each in present_below(unit))
    blocks = tuple((tuple(masked(cells[c.code]) for c in columns.written()),) for cells in rows)
    return _workbook(unit, places, blocks, "人员名册", demo=demo)


def template_workbook(unit: Unit, *, demo: bool) -> bytes:
    """An empty register with notes on every column, and the names of the units."""
    return _workbook(unit, places_below(unit), (), "人员名册（空白表）", demo=demo)


def file_name(unit: Unit, what: str, *, demo: bool) -> str:
    return f"{unit.name}{what}{'（演示）' if demo else ''}.xlsx"


def _workbook(unit: Unit, places: Places, blocks: tuple, what: str, *, demo: bool) -> bytes:
    head = {"header_left": unit.name, "header_right": DEMO if demo else ""}
    mark = f"（{DEMO}）" if demo else ""
    register = WrittenSheet(
        name=SHEET,
        title=f"{unit.name}{what}{mark}",
        columns=tuple(
            Column(
                each.label,
                each.width,
                centred=each.centred,
                choices=tuple(SeatKind.labels) if each.code == "seat" else (),
            )
            for each in columns.written()
        ),
        blocks=blocks,
        **head,
    )
    return sheet_bytes(register, _notes(head), _units(places, head))


def _notes(head: dict[str, str]) -> WrittenSheet:
    """How each column is filled in."""
    lines = (((each.label, each.how, each.example),) for each in columns.written())
    heads = (Column("列", 16, centred=True), Column("怎么填", 90), Column("例子", 26))
    return WrittenSheet(name=NOTES, title="人员名册填写说明", columns=heads, blocks=tuple(lines), **head)


def _units(places: Places, head: dict[str, str]) -> WrittenSheet:
    """The names that the columns of units and branches know."""
    known = (unit for unit in places.by_path.values() if unit.kind in HOMES | BRANCHES)
    lines = (((places.shown(unit), unit.get_kind_display()),) for unit in known)
    heads = (Column("名称（照此填写）", 60), Column("类别", 16, centred=True))
    return WrittenSheet(
        name=UNITS, title="单位、内设机构和支部名称", columns=heads, blocks=tuple(lines), **head
    )
