"""What an import did, kept so that it can be undone: created rows, and changed rows as they were."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bihuan.domain.trail import canonical
from bihuan.domain.trail.recorded import RecordedModel


@dataclass(slots=True)
class Outcome:
    created: list[RecordedModel] = field(default_factory=list)
    _changed: dict[RecordedModel, dict[str, Any]] = field(default_factory=dict)

    def changing(self, row: RecordedModel) -> None:
        """Remember a row before it is changed."""
        self._changed.setdefault(row, _values(row))

    def as_json(self) -> list[dict[str, Any]]:
        """One object a touched row: its type and key, the version it was left with, what it was before."""
        created = [{**_name(row), "created": True, "before": {}} for row in self.created]
        return created + [
            {**_name(row), "created": False, "before": _different(before, _values(row))}
            for row, before in self._changed.items()
        ]


def _name(row: RecordedModel) -> dict[str, Any]:
    return {"type": row._meta.label_lower, "key": str(row.key), "version": row.version}


def _values(row: RecordedModel) -> dict[str, Any]:
    names = (each.attname for each in row._meta.concrete_fields)
    return {name: canonical.plain(getattr(row, name)) for name in names if name not in ("id", "version")}


def _different(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in before.items() if after[name] != value}
