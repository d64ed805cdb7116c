"""People and units to be picked: named so that nobody takes one for another, found by what somebody types."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import QuerySet

from bihuan.domain.organizations.fields import ancestors
from bihuan.domain.organizations.finding import people_matching, units_matching
from bihuan.domain.organizations.models import Person, Unit

#: So many are offered at once.
MOST = 10
BETWEEN = " › "
_LABEL = re.compile(r"^(?P<name>.+)（[^（）]*，(?P<number>[^（），]+)）$")


@dataclass(frozen=True, slots=True)
class Pick:
    """A row that can be picked; the label means it and no other."""

    row: Any
    label: str


class Picks(Protocol):
    """What can be picked from."""

    def found(self, words: str) -> list[Pick]:
        """The first ones that the words mean; the first of all if there are none."""

    def named(self, text: str) -> list[Pick]:
        """Those that the whole text names: one if it is a label."""

    def label_of(self, row: Any) -> str: ...


class PersonPicks:
    """People, each with the unit and the staff number; ``people`` has them in order, with their units."""

    def __init__(self, people: QuerySet[Person]) -> None:
        self._people = people.select_related("unit", "department")

    def found(self, words: str) -> list[Pick]:
        people = people_matching(self._people, words) if words else self._people
        return [Pick(person, self.label_of(person)) for person in people[:MOST]]

    def named(self, text: str) -> list[Pick]:
        if label := _LABEL.match(text):
            exact = self._people.filter(name=label["name"], staff_number=label["number"])
            return [Pick(person, self.label_of(person)) for person in exact[:MOST]]
        exact = [*self._people.filter(name=text)[:MOST], *self._people.filter(staff_number=text)[:MOST]]
        return [Pick(person, self.label_of(person)) for person in exact] or self.found(text)

    def label_of(self, person: Person) -> str:
        return labelled(person)


class UnitPicks:
    """Units, each with those that it stands in; ``units`` has them in order, ``visible`` may be named."""

    def __init__(self, units: QuerySet[Unit], *, visible: QuerySet[Unit]) -> None:
        self._units, self._visible = units, visible

    def found(self, words: str) -> list[Pick]:
        units = units_matching(self._units, words) if words else self._units
        return self._labelled(list(units[:MOST]))

    def named(self, text: str) -> list[Pick]:
        name = text.rpartition(BETWEEN.strip())[2].strip()
        exact = self._labelled(list(self._units.filter(name=name)[: MOST * MOST]))
        if labelled := [pick for pick in exact if pick.label == text]:
            return labelled
        return exact or self.found(text)

    def label_of(self, unit: Unit) -> str:
        return self._labelled([unit])[0].label

    def _labelled(self, units: list[Unit]) -> list[Pick]:
        """The root is left out where something stands below it: every label would begin with it."""
        paths = {path for unit in units for path in ancestors(unit.path)[1:]}
        above = dict(self._visible.filter(path__in=paths).values_list("path", "name")) if paths else {}
        return [Pick(unit, BETWEEN.join([*self._above(unit, above), unit.name])) for unit in units]

    def _above(self, unit: Unit, names: dict[str, str]) -> list[str]:
        return [names[path] for path in ancestors(unit.path) if path in names]


def labelled(person: Person) -> str:
    """``乔一帆（水务局 办公室，003）``."""
    place = f"{person.unit} {person.department}" if person.department else str(person.unit)
    return f"{person.name}（{place}，{person.staff_number}）"
