"""Take an import back: what it created counts as never there, what it changed goes back as it was."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import ForeignObjectRel
from django.utils import timezone

from bihuan.domain.exchange.failures import NotUndoable
from bihuan.domain.exchange.models import ImportBatch
from bihuan.domain.trail.recorded import RecordedModel

from ..enums import SeatKind
from ..models import Dated, Person
from .applying import FIELDS

SHOWN = 5
AT_A_TIME = 500
Touched = list[tuple[dict[str, Any], Any]]


def undo(batch: ImportBatch) -> None:
    """Take an applied batch back.

    :raises NotUndoable: if a row was changed since, or something was built on a created person.
    """
    touched = _touched(batch)
    _refuse_changed(touched)
    _refuse_built_on(batch, touched)
    now = timezone.now()
    created: dict[type, list[Any]] = defaultdict(list)
    changed: Touched = []
    for entry, row in touched:
        if entry["created"]:
            created[type(row)].append(row)
        else:
            changed.append((entry, row))
    for model, rows in created.items():
        _withdraw(model, rows, now)
    _restore(changed)


def _withdraw(model: Any, rows: list[Any], now: datetime.datetime) -> None:
    for row in rows:
        row.withdrawn_at = now
    model.objects.bulk_save(rows, ["withdrawn_at"])


def _restore(changed: Touched) -> None:
    """Put the values of before back; whoever was first in a team comes after the one who is no longer."""
    by_model: dict[Any, Touched] = defaultdict(list)
    for entry, row in changed:
        for name, value in entry["before"].items():
            setattr(row, name, None if value is None else row._meta.get_field(name).to_python(value))
        by_model[type(row)].append((entry, row))
    for model, pairs in by_model.items():
        last = [row for _, row in pairs if getattr(row, "kind", "") == SeatKind.PRINCIPAL]
        first = [row for _, row in pairs if row not in last] if last else [row for _, row in pairs]
        for rows in (first, last):
            if rows:
                model.objects.bulk_save(rows, FIELDS[model])


def _touched(batch: ImportBatch) -> Touched:
    """The touched rows as they stand now, locked: one query a kind of row and some hundred keys."""
    rows: dict[str, Any] = {}
    keys_by_type: dict[str, list[str]] = defaultdict(list)
    for entry in batch.outcome:
        keys_by_type[entry["type"]].append(entry["key"])
    for label in sorted(keys_by_type):
        for some in _chunks(sorted(keys_by_type[label])):
            found = apps.get_model(label)._default_manager.select_for_update().filter(key__in=some)
            rows |= {str(row.key): row for row in found.order_by("pk")}
    return [(entry, rows[entry["key"]]) for entry in batch.outcome]


def _refuse_changed(touched: Touched) -> None:
    changed = [row for entry, row in touched if row.version != entry["version"]]
    if changed:
        raise NotUndoable(f"导入之后，{_named(changed)}又有改动。请先核对，需要退回的请逐个在人员页面更正。")


def _refuse_built_on(batch: ImportBatch, touched: Touched) -> None:
    """Accounts, owners, anything that names a created person keeps that person."""
    own = {entry["key"] for entry in batch.outcome}
    people = {row.pk: row for entry, row in touched if entry["created"] and isinstance(row, Person)}
    for some in _chunks(list(people)):
        for relation in _relations():
            name = relation.field.name
            rows = relation.related_model._default_manager.filter(**{f"{name}__in": some})
            built = [people[getattr(row, f"{name}_id")] for row in rows if str(row.key) not in own]
            if built:
                raise NotUndoable(
                    f"{_named(built)}已经有了账号、职务或负责的事项等其他登记。请先办完这些，再撤销。"
                )


def _relations() -> Iterator[ForeignObjectRel]:
    """Everything anywhere that names a person by a foreign key."""
    for relation in Person._meta.related_objects:
        if issubclass(relation.related_model, RecordedModel):
            yield relation


def _named(rows: list[Any]) -> str:
    people = [row.person if isinstance(row, Dated) else row for row in rows]
    names = list(dict.fromkeys(f"{person.name}（{person.staff_number}）" for person in people))
    return "、".join(names[:SHOWN]) + (f"等{len(names)}人" if len(names) > SHOWN else "")


def _chunks(values: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(values), AT_A_TIME):
        yield values[start : start + AT_A_TIME]
