"""Where the records of the ledgers point to a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bihuan.core.registry import privacy
from bihuan.domain.ledgers.models import Attendance, Record
from bihuan.domain.organizations.models import Person, ScopedModel


@dataclass(frozen=True, slots=True)
class Place:
    """A row, and as what the person stands in it."""

    row: ScopedModel
    role: str


def places_of(person: Person) -> Iterator[Place]:
    """Every row of the ledgers that points to the person, table by table: a query for each."""
    for model, field in _relations():
        title = privacy.models()[model._meta.label_lower].fields[field].title
        for row in model.objects.filter(**{field: person}).order_by("pk"):
            yield Place(row, title)


def _relations() -> list[tuple[type[ScopedModel], str]]:
    fields = Person._meta.get_fields(include_hidden=True)
    pointing = [each for each in fields if each.auto_created and not each.concrete]
    found = [(each.related_model, each.field.name) for each in pointing]
    own = [(model, field) for model, field in found if model._meta.app_label == Record._meta.app_label]
    return sorted(own, key=lambda pair: (pair[0]._meta.label_lower, pair[1]))


def attendance_with_reason(person: Person) -> list[Attendance]:
    """Why somebody was away is said for the unit's count, not for longer than the person is known."""
    return list(Attendance.objects.filter(person=person).exclude(reason="").order_by("pk"))
