"""Units as lines of a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from bihuan.domain.organizations.finding import above_each, counts_of
from bihuan.domain.organizations.models import Unit
from bihuan.domain.trail.actor import Actor


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit with its counts; ``above`` is filled where the line stands outside the tree."""

    unit: Unit
    below: int
    people: int | None
    above: list[Unit] = field(default_factory=list)


def rows_of(units: Iterable[Unit], actor: Actor, *, with_place: bool = False) -> list[UnitRow]:
    """The lines, at the same number of queries however many there are."""
    units = list(units)
    counts = counts_of(units, actor)
    above = above_each(units, actor) if with_place else {}
    return [
        UnitRow(unit, counts[unit.pk].below, counts[unit.pk].people, above.get(unit.pk, [])) for unit in units
    ]
