"""Where each thing that keeps a unit open can be settled, for those who may go there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from bihuan.domain.organizations.closing import Obstacle
from bihuan.domain.organizations.models import Unit
from bihuan.domain.trail.actor import Actor

#: By the obstacle's code: the right that the page asks for, its name, and the field that names the unit
#: (``q``: a search for its name); a dash where the address itself does.
PAGES = {
    "below": ("units.read", "unit-list", "at"),
    "people": ("people.read", "person-list", "unit"),
    "seats": ("people.read", "team-detail", "-"),
    "roles": ("roles.read", "role-list", "q"),
    "drafts": ("drafts.read", "draft-list", ""),
    "tables": ("drafts.read", "exchange", ""),
    "items": ("records.read", "ledger", ""),
    "plans": ("records.read", "mechanism-list", ""),
    "cases": ("records.read", "mechanism-list", ""),
    "entries": ("records.read", "mechanism-list", ""),
}


@dataclass(frozen=True, slots=True)
class Step:
    """An obstacle, and the address where it can be settled; empty for whoever may not go there."""

    obstacle: Obstacle
    url: str


def linked(obstacles: Iterable[Obstacle], unit: Unit, actor: Actor) -> list[Step]:
    return [Step(obstacle, _address(obstacle, unit, actor)) for obstacle in obstacles]


def _address(obstacle: Obstacle, unit: Unit, actor: Actor) -> str:
    right, page, field = PAGES.get(obstacle.code, ("", "", ""))
    if not page or not actor.may(right, at=unit.path):
        return ""
    if field == "-":
        return reverse(page, args=[unit.key])
    said = unit.name if field == "q" else unit.key
    return reverse(page) + (f"?{urlencode({field: said})}" if field else "")
