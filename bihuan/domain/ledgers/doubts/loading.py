"""Records as the rules see them: those asked about, and what they may be mixed up with, in few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from ..models import Attachment, Mark, Wording
from . import whereabouts
from .seen import Seen


@dataclass(frozen=True, slots=True)
class Loaded:
    subjects: Sequence[Seen]
    others: Sequence[Seen]


def loaded(marks: QuerySet[Mark], tenant_path: str) -> Loaded:
    """The records of the standing ``marks``, and those of the tenant to compare them with."""
    loader = _Loader(marks.order_by(), tenant_path)
    return loader.loaded()


class _Loader:
    """Gathers the fields of each record, one subject after the other."""

    def __init__(self, marks: QuerySet[Mark], tenant_path: str) -> None:
        self._marks, self._tenant = marks, [tenant_path]
        self._keys = marks.values("record_key")
        self._found: dict[UUID, dict[str, Any]] = defaultdict(dict)

    def loaded(self) -> Loaded:
        subjects = self._register(self._marks)
        self._register(self._neighbouring())
        for key, fields in whereabouts.of_activities(self._keys, self._tenant).items():
            self._found[key] |= fields
        self._add_wordings(subjects)
        self._add_files()
        strangers = [key for key, fields in self._found.items() if "mechanisms" not in fields]
        self._register(Mark.objects.standing().filter(record_key__in=strangers))
        seen = {key: Seen(key=key, **fields) for key, fields in self._found.items() if "mechanisms" in fields}
        theirs = [record for key, record in seen.items() if key not in subjects]
        return Loaded([record for key, record in seen.items() if key in subjects], theirs)

    def _register(self, marks: QuerySet[Mark]) -> set[UUID]:
        """Note where each record counts."""
        keys = set()
        for key, mechanism, unit, on in marks.values_list("record_key", "mechanism", "unit_id", "on"):
            fields = self._found[key]
            fields |= {"unit": unit, "on": on}
            fields["mechanisms"] = fields.get("mechanisms", frozenset()) | {mechanism}
            keys.add(key)
        return keys

    def _neighbouring(self) -> QuerySet[Mark]:
        """What counts in the same ledgers of the same units, whenever it was."""
        mechanisms, units = (self._marks.values(name) for name in ("mechanism", "unit_id"))
        return Mark.objects.standing().filter(mechanism__in=mechanisms, unit_id__in=units).order_by()

    def _add_wordings(self, subjects: set[UUID]) -> None:
        """Of the neighbours, and of whatever in the tenant has the very words of a subject."""
        worded = Wording.objects.within(self._tenant).exclude(digest="").order_by()
        self._take_wordings(worded.filter(record_key__in=self._neighbouring().values("record_key")))
        digests = {self._found[key]["digest"] for key in subjects if "digest" in self._found[key]}
        counting = Exists(Mark.objects.standing().filter(record_key=OuterRef("record_key")))
        self._take_wordings(worded.filter(counting, digest__in=digests))

    def _take_wordings(self, wordings: QuerySet[Wording]) -> None:
        for key, digest, sketch in wordings.values_list("record_key", "digest", "sketch"):
            self._found[key] |= {"digest": digest, "sketch": sketch}

    def _add_files(self) -> None:
        attached = Attachment.objects.within(self._tenant).standing().exclude(file=None).order_by()
        own = attached.filter(record_key__in=self._keys)
        digests = set(own.values_list("file__digest", flat=True))
        found = attached.filter(file__digest__in=digests)
        for key, digest, name in found.values_list("record_key", "file__digest", "file__name"):
            self._found[key].setdefault("files", {})[digest] = name.rpartition(".")[2].lower()
