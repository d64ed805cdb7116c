"""Open a cycle: a shared step of operations that need the year to exist."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from bihuan.core.registry import themes
from bihuan.domain.documents.enums import CycleKind
from bihuan.domain.organizations.models import Unit

from .models import Aspect, Cycle


def opened(unit: Unit, year: int, kind: str = CycleKind.ANNUAL) -> Cycle:
    """The unit's cycle of this year and kind, made if it is new. Call inside an operation."""
    found = Cycle.objects.select_related("unit").filter(unit=unit, year=year, kind=kind).first()
    if found:
        return found
    theme = themes.theme(year)
    cycle = Cycle(unit=unit, year=year, kind=kind, theme=str(theme.cycle) if theme else "")
    cycle.save()
    return cycle


def met(cycle: Cycle, day: datetime.date | None) -> None:
    """Note on which day the meeting was held, if nobody said it before. Call inside an operation."""
    if day is not None and cycle.met_on is None:
        cycle.met_on = day
        cycle.save()


def aspects_by_title(cycle: Cycle, titles: Iterable[str]) -> dict[str, Aspect]:
    """The cycle's aspects by title; those that are new are added after the others, in the given order."""
    known = {aspect.title: aspect for aspect in cycle.aspects.order_by("position")}
    for title in titles:
        if title not in known:
            known[title] = _added(cycle, title, position=len(known) + 1)
    return known


def _added(cycle: Cycle, title: str, *, position: int) -> Aspect:
    meant = themes.match(title, cycle.year)
    code = meant.code if meant else ""
    aspect = Aspect(unit=cycle.unit, cycle=cycle, position=position, title=title[:200], code=code)
    aspect.save()
    return aspect
