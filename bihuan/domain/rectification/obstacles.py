"""Promises that are not kept yet keep a unit from being closed."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from bihuan.domain.organizations.closing import Obstacle
from bihuan.domain.organizations.models import Unit

from .enums import Progress
from .models import Item, ItemOwner

#: What goes on for good passes to whoever takes the work over.
_SETTLED = (Progress.DONE, Progress.ONGOING)


def items_open_in(unit: Unit) -> Iterator[Obstacle]:
    """Open items of the unit's own ledger, and those of others that it leads or supports."""
    owned = ItemOwner.objects.standing().filter(owner_unit=unit).values("item")
    items = Item.objects.standing().filter(Q(unit=unit) | Q(pk__in=owned)).exclude(progress__in=_SETTLED)
    if count := items.count():
        yield Obstacle(
            "items", count, f"还有{count}个整改事项没有完成", "请承办人填报完成，或改由别的单位负责。"
        )
