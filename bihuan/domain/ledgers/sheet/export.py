"""The records of a mechanism as a sheet in the layout that can be imported again, and the empty one."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from bihuan.core.document.spreadsheet import sheet_bytes
from bihuan.core.document.spreadsheet.model import Column, WrittenSheet
from bihuan.core.registry.mechanisms import Mechanism
from bihuan.core.text.masking import masked
from bihuan.domain.organizations.models import Person, Unit

from ..models import Attendance, Record
from . import export_cases
from .case_columns import is_course
from .column import SheetColumn
from .columns import ATTENDANCE, RECORDS, columns_of, offered

DEMO, NOTES = "演示", "填写说明"
WIDE = frozenset({"text", "long_text", "lines", "documents"})


def records_workbook(unit: Unit, mechanism: Mechanism, records: Iterable[Record], *, demo: bool) -> bytes:
    """The records, masked like the pages, with the columns that an empty sheet has or a record fills."""
    rows, columns = list(records), columns_of(mechanism, RECORDS)
    told = export_cases.told_of(rows)
    columns = tuple(
        each for each in columns if each.offered or any(told[row.pk].get(each.code) for row in rows)
    )
    people = _participants(rows) if any(each.code == "name" for each in columns) else {}
    named = _named(mechanism, rows)
    lines = [_cells(columns, record, people, named) | told[record.pk] for record in rows]
    blocks = tuple((tuple(masked(line[each.code]) for each in columns),) for line in lines)
    return _workbook(unit, mechanism, RECORDS, columns, blocks, demo=demo)


def template_workbook(unit: Unit, mechanism: Mechanism, what: str, *, demo: bool) -> bytes:
    """An empty sheet with notes on every column."""
    return _workbook(unit, mechanism, what, offered(columns_of(mechanism, what)), (), demo=demo)


def file_name(unit: Unit, mechanism: Mechanism, what: str, *, demo: bool) -> str:
    sort = "出席" if what == ATTENDANCE else ""
    return f"{unit}{mechanism.name}{sort}{'（演示）' if demo else ''}.xlsx"


def _workbook(
    unit: Unit,
    mechanism: Mechanism,
    what: str,
    columns: tuple[SheetColumn, ...],
    blocks: tuple,
    *,
    demo: bool,
) -> bytes:
    mark = f"（{DEMO}）" if demo else ""
    head = {"header_left": unit.name, "header_right": DEMO if demo else ""}
    sort = "出席" if what == ATTENDANCE else ""
    ledger = WrittenSheet(
        name="台账",
        title=f"{unit.name}{mechanism.name}{sort}{mark}",
        columns=tuple(
            Column(each.label, 30 if each.kind in WIDE else 14, choices=tuple(each.choices.values()))
            for each in columns
        ),
        blocks=blocks,
        **head,
    )
    lines = tuple(((each.label, "必填" if each.required else "", each.how),) for each in columns)
    notes = WrittenSheet(
        name=NOTES,
        title=f"{mechanism.name}{sort}填写说明",
        columns=(Column("列", 16), Column("要不要填", 12), Column("怎么填", 60)),
        blocks=lines,
        **head,
    )
    return sheet_bytes(ledger, notes)


def _cells(
    columns: tuple[SheetColumn, ...], record: Record, people: dict[int, list[Person]], named: dict[str, str]
) -> dict[str, str]:
    return {each.code: _cell(each, record, people, named) for each in columns if not is_course(each.code)}


def _cell(column: SheetColumn, record: Record, people: dict[int, list[Person]], named: dict[str, str]) -> str:
    here = people.get(record.pk, [])
    if column.code in ("staff", "name"):
        return "、".join(each.staff_number if column.code == "staff" else each.name for each in here)
    value = record.values.get(column.code) if "." in column.code else getattr(record, column.code)
    if "." in column.code and column.kind in ("person", "unit"):
        return named.get(str(value), "")
    return _text(column, value)


def _text(column: SheetColumn, value: Any) -> str:
    match value:
        case None | "" | []:
            return ""
        case bool():
            return "是" if value else "否"
        case datetime.time():
            return f"{value:%H:%M}"
        case datetime.date():
            return value.isoformat()
        case Decimal():
            return f"{value.normalize():f}"
        case [dict(), *_]:
            parts = ("title", "number", "issued_on")
            return "\n".join("｜".join(row.get(part, "") for part in parts).rstrip("｜") for row in value)
        case list():
            return "\n".join(map(str, value))
    return column.choices.get(str(value), str(value))


def _participants(records: list[Record]) -> dict[int, list[Person]]:
    """Who took part, where a record is about one person: lists of attendance have their own sheet."""
    found: dict[int, list[Person]] = defaultdict(list)
    rows = Attendance.objects.filter(activity__in=[each.pk for each in records], state="present")
    for row in rows.select_related("person").order_by("person__pinyin"):
        found[row.activity_id].append(row.person)
    return {number: people for number, people in found.items() if len(people) == 1}


def _named(mechanism: Mechanism, records: list[Record]) -> dict[str, str]:
    """People and units that own fields name by key."""
    names: dict[str, str] = {}
    for kind, model in (("person", Person), ("unit", Unit)):
        fields = [f"{mechanism.code}.{each.code}" for each in mechanism.fields.values() if each.kind == kind]
        keys = {each.values[name] for each in records for name in fields if each.values.get(name)}
        names |= {str(row.key): row.name for row in model.objects.filter(key__in=keys)} if keys else {}
    return names
