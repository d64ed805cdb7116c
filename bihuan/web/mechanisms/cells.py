"""What a list of records shows beside day and title: the columns that the mechanism names, in words."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from bihuan.core.registry.mechanisms import Mechanism, OwnField
from bihuan.core.registry.shapes import ShapeField, shapes
from bihuan.domain.ledgers.facts import PRESENT
from bihuan.domain.ledgers.models import Activity, Attendance, Record, RegisterEntry
from bihuan.domain.organizations.models import Person, Unit
from bihuan.domain.organizations.withdrawing import StandingQuerySet

EMPTY: tuple[Any, ...] = (None, "", [], {})
UNSAID = "—"
#: How many names a cell holds.
NAMES = 3
RELATED = {"person": Person, "unit": Unit}
ATTENDED = Prefetch(
    "attendance",
    Attendance.objects.filter(state__in=PRESENT).select_related("person").order_by("person__pinyin", "pk"),
    to_attr="came",
)


def heads_of(mechanism: Mechanism) -> list[str]:
    """The words above the columns."""
    named = [
        mechanism.name_of(name) if name in _shape_fields(mechanism) else mechanism.fields[name].name
        for name in mechanism.listed
    ]
    return [*named, *(["参加"] if _attends(mechanism) else [])]


def with_cells(records: StandingQuerySet, mechanism: Mechanism) -> StandingQuerySet:
    """The records with the rows behind their columns, read at once for a whole page."""
    behind = [name for name in mechanism.listed if _kind(mechanism, name) in RELATED]
    related = [name for name in behind if name in _shape_fields(mechanism)]
    found = records.select_related("unit", *related)
    return found.prefetch_related(ATTENDED) if _attends(mechanism) else found


def lines_of(page: Iterable[Record], mechanism: Mechanism) -> list[tuple[Record, list[tuple[str, str]]]]:
    """Each record with head and text of its cells; what was not filled in is a dash."""
    records, heads = list(page), heads_of(mechanism)
    named = _named(records, mechanism)
    return [(record, list(zip(heads, _cells(record, mechanism, named), strict=True))) for record in records]


def plain(value: Any) -> Any:
    """A number without zeros that say nothing."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value


def _cells(record: Record, mechanism: Mechanism, named: Mapping[str, Any]) -> Iterator[str]:
    for name in mechanism.listed:
        own = name not in _shape_fields(mechanism)
        value = record.values.get(f"{mechanism.code}.{name}") if own else getattr(record, name)
        field = mechanism.fields[name] if own else _shape_fields(mechanism)[name]
        yield UNSAID if value in EMPTY else _text(field, value, named) + _due(record, name, value)
    if _attends(mechanism):
        yield _turnout(record)


def _text(field: ShapeField | OwnField, value: Any, named: Mapping[str, Any]) -> str:
    if field.kind == "choice":
        return field.choices.get(value, str(value))
    if field.kind == "yes_no":
        return "是" if value else "否"
    if field.kind in RELATED:
        return str(named.get(str(value), "（已不在册）") if isinstance(value, str) else value)
    if field.kind == "number":
        return str(plain(Decimal(str(value))))
    return str(value)


def _due(record: Record, name: str, value: Any) -> str:
    """Said at the day of the next check, where that is over."""
    if not isinstance(record, RegisterEntry) or name != "review_on" or not isinstance(value, datetime.date):
        return ""
    return "（已到期）" if value < timezone.localdate() else ""


def _turnout(record: Record) -> str:
    if not isinstance(record, Activity) or record.due_count is None:
        return UNSAID
    if record.due_count:
        return f"应到{record.due_count}人，实到{record.present_count}人"
    came: Sequence[Attendance] = record.came
    names = "、".join(row.person.name for row in came[:NAMES])
    return f"{names}等{len(came)}人" if len(came) > NAMES else names or UNSAID


def _named(records: Iterable[Record], mechanism: Mechanism) -> dict[str, Any]:
    """People and units that the mechanism's own columns name by key: a query for each kind."""
    found: dict[str, Any] = {}
    for kind, model in RELATED.items():
        names = [
            name
            for name in mechanism.listed
            if name in mechanism.fields and mechanism.fields[name].kind == kind
        ]
        keys = {record.values.get(f"{mechanism.code}.{name}") for record in records for name in names}
        if names:
            found |= {str(row.key): row for row in model.objects.filter(key__in=keys - {None})}
    return found


def _kind(mechanism: Mechanism, name: str) -> str:
    own = mechanism.fields.get(name)
    return own.kind if own else _shape_fields(mechanism)[name].kind


def _shape_fields(mechanism: Mechanism) -> Mapping[str, ShapeField]:
    return shapes()[mechanism.shape].fields


def _attends(mechanism: Mechanism) -> bool:
    return mechanism.shape == Activity.shape and "attendance" in mechanism.switched_on
