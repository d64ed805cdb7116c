"""What a person still answers for: it has to be handed on before the person leaves."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from bihuan.domain.organizations.closing import Obstacle
from bihuan.domain.organizations.models import Person

from .enums import Progress
from .models import Item, ItemOwner


def open_items_of(person: Person) -> Iterator[Obstacle]:
    """The standing items that are not done and name the person as leader, contact or owner."""
    owned = ItemOwner.objects.filter(person=person, withdrawn_at=None).values("item")
    named = Q(responsible_leader=person) | Q(contact=person) | Q(pk__in=owned)
    items = Item.objects.filter(named, withdrawn_at=None).exclude(progress=Progress.DONE)
    if count := items.count():
        yield Obstacle("items", count, f"还负责{count}个没有办结的整改事项", "先在台账里把这些事项改给别人。")
