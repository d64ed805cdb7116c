"""What an action was done to, in words, and where it can be opened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from bihuan.core.registry import privacy
from bihuan.domain.organizations.models import Person, Unit
from bihuan.domain.trail.actor import Actor

from .people import ERASED, Someone

#: For kinds of objects with a page of their own: the right that it asks for, its name, further arguments.
PAGES = {
    "rectification.problem": ("records.read", "statement-detail", {"kind": "problem"}),
    "rectification.cause": ("records.read", "statement-detail", {"kind": "cause"}),
    "rectification.measure": ("records.read", "statement-detail", {"kind": "measure"}),
    "rectification.item": ("records.read", "item-detail", {}),
    "documents.draft": ("drafts.read", "draft-detail", {}),
    "organizations.unit": ("units.read", "unit-detail", {}),
    "organizations.person": ("people.read", "person-detail", {}),
}


@dataclass(frozen=True, slots=True)
class Names:
    """The names of units and people by key; of other objects only their kind is said."""

    units: dict[UUID, Unit]
    people: dict[UUID, str]
    users: dict[UUID, Someone]

    def of(self, kind: str, key: UUID | None) -> str:
        match kind:
            case "organizations.unit":
                return self.units[key].name if key in self.units else ""
            case "organizations.person":
                return self.people.get(key, "")
            case "accounts.user":
                return self.users[key].name if key in self.users else ""
        return ""


def names(unit_keys: Iterable[UUID], person_keys: Iterable[UUID], users: dict[UUID, Someone]) -> Names:
    """The units and people of these keys: two queries."""
    units = Unit.objects.filter(key__in=set(unit_keys))
    people = Person.objects.filter(key__in=set(person_keys))
    named = {person.key: ERASED if person.erased_at else person.name for person in people}
    return Names({unit.key: unit for unit in units}, named, users)


def kind_of(object_type: str) -> str:
    """``整改事项`` for ``rectification.item``; the type itself if nobody has declared it."""
    declared = privacy.models().get(object_type)
    return declared.title if declared else object_type


def address_of(object_type: str, key: UUID | None, actor: Actor, path: str) -> str:
    """Where the actor can open the object; empty if nowhere."""
    right, page, arguments = PAGES.get(object_type, ("", "", {}))
    if key is None or not page or not actor.may(right, at=path):
        return ""
    return reverse(page, kwargs={**arguments, "key": key})
