"""The base of every product model: a key, a version, and no way to change it outside an operation."""

from __future__ import annotations

import copy
import uuid
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, ClassVar

from django.db import models

from . import canonical, journal
from .failures import OutsideTheDoor

ROWS_AT_A_TIME = 200


class RecordedQuerySet(models.QuerySet):
    """A queryset that reads freely and writes only new rows, only inside an operation."""

    def update(self, **values: Any) -> int:
        raise OutsideTheDoor("rows are changed one by one, so that each change is noted")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise OutsideTheDoor("records are withdrawn, not deleted")

    def bulk_update(self, *arguments: Any, **options: Any) -> int:
        raise OutsideTheDoor("rows are changed one by one, so that each change is noted")

    def bulk_create(self, objects: Iterable[RecordedModel], *arguments: Any, **options: Any) -> list[Any]:
        under_way = journal.current()
        created = super().bulk_create(objects, *arguments, **options)
        for row in created:
            row.note_creation(under_way)
        return created

    def bulk_save(self, rows: Sequence[RecordedModel], fields: Sequence[str]) -> None:
        """Save these fields of changed rows in few statements; every change is noted as if saved alone.

        The rows were read under lock.
        """
        under_way = journal.current()
        for row in rows:
            row.version += 1
        self._written(rows, [*fields, "version"])
        for row in rows:
            row.note_changes(under_way)

    def _written(self, rows: Sequence[RecordedModel], fields: Sequence[str]) -> None:
        """Rows that come to the same values take one plain statement for many, which is far quicker."""
        plain = models.QuerySet(self.model, using=self.db)
        same = {name: getattr(rows[0], name) for name in fields} if rows else {}
        if any(getattr(row, name) != value for row in rows for name, value in same.items()):
            plain.bulk_update(rows, fields, batch_size=ROWS_AT_A_TIME)
            return
        for start in range(0, len(rows), ROWS_AT_A_TIME):
            keys = [row.pk for row in rows[start : start + ROWS_AT_A_TIME]]
            plain.filter(pk__in=keys).update(**same)


class RecordedModel(models.Model):
    """A row whose every change stands in the trail.

    ``key`` stands in addresses, exports and the trail; ``version`` rises with every change and is what a page
    sends back as ``seen``. Fields named in ``noted_by_digest`` are too long for the change log: only their
    digest is noted, and they are assigned anew, never changed in place. ``not_noted``
    holds secrets such as password hashes.
    """

    noted_by_digest: ClassVar[frozenset[str]] = frozenset()
    not_noted: ClassVar[frozenset[str]] = frozenset()

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = RecordedQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db: str, field_names: Iterable[str], values: Iterable[Any]) -> RecordedModel:
        row = super().from_db(db, field_names, values)
        row._remember()
        return row

    def save(self, *arguments: Any, **options: Any) -> None:
        under_way = journal.current()
        adding = self._state.adding
        if not adding:
            self.version += 1
            if options.get("update_fields") is not None:
                options["update_fields"] = {*options["update_fields"], "version"}
        super().save(*arguments, **options)
        if adding:
            self.note_creation(under_way)
        else:
            self.note_changes(under_way)

    def delete(self, *arguments: Any, **options: Any) -> tuple[int, dict[str, int]]:
        raise OutsideTheDoor("records are withdrawn, not deleted")

    def chain_key(self) -> uuid.UUID | None:
        """The key of the unit in whose chain changes of this row stand; None for the system's chain."""
        return None

    def noted_values(self) -> dict[str, Any]:
        """The loaded field values as they are noted: foreign keys by number, long texts by digest."""
        return {name: self._as_noted(name, value) for name, value in self._loaded().items()}

    def _loaded(self) -> dict[str, Any]:
        """The values of the loaded fields that are noted, as they are."""
        loaded = self.__dict__
        return {name: loaded[name] for name in self._noted_names() if name in loaded}

    @classmethod
    @cache
    def _noted_names(cls) -> tuple[str, ...]:
        left_out = {"id", "version", *cls.not_noted}
        return tuple(field.attname for field in cls._meta.concrete_fields if field.attname not in left_out)

    def _as_noted(self, name: str, value: Any) -> Any:
        if name in self.noted_by_digest:
            return {canonical.ALGORITHM: canonical.digest(value)}
        return canonical.plain(value)

    def _remember(self) -> None:
        """Keep what stands in the database now; a copy of what could change in place, unless it is long."""
        self._stored = self._loaded()
        for name, value in self._stored.items():
            if isinstance(value, list | dict) and name not in self.noted_by_digest:
                self._stored[name] = copy.copy(value)

    def note_creation(self, under_way: journal.Journal) -> None:
        self._remember()
        under_way.note(self._meta.label_lower, self.key, journal.WHOLE_ROW, None, self.noted_values())

    def note_changes(self, under_way: journal.Journal) -> None:
        before = getattr(self, "_stored", {})
        for name, value in self._loaded().items():
            if name not in before or before[name] != value:
                old = self._as_noted(name, before[name]) if name in before else None
                self._note_field(under_way, name, old, self._as_noted(name, value))
        self._remember()

    def _note_field(self, under_way: journal.Journal, name: str, old: Any, new: Any) -> None:
        if old != new:
            under_way.note(self._meta.label_lower, self.key, name, old, new)
