"""Names in papers and spreadsheets, matched with the register of people and units."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from bihuan.domain.organizations.models import Person, Unit

SEPARATORS = re.compile(r"[、，,；;/\s]+|(?<=[^和及])[和及](?=[^和及])")


@dataclass(frozen=True, slots=True)
class Register:
    """The people and units of one tenant, by every name that points to exactly one of them."""

    people: dict[str, Person] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)

    def person(self, name: str) -> Person | None:
        return self.people.get(name.strip())

    def unit(self, name: str) -> Unit | None:
        return self.units.get(name.strip())

    def knows(self, name: str) -> bool:
        return self.person(name) is not None or self.unit(name) is not None


def register_of(unit: Unit) -> Register:
    """Load the register of the unit's tenant: two queries."""
    people = list(Person.objects.filter(tenant__path=unit.tenant_path, erased_at=None, withdrawn_at=None))
    counts = Counter(person.name for person in people)
    units = Unit.objects.within([unit.tenant_path])
    return Register(
        people={person.name: person for person in people if counts[person.name] == 1},
        units={name: each for each in units for name in (each.name, each.short_name) if name},
    )


def names_in(text: str) -> list[str]:
    """``办公室、组织科和财务科`` → three names."""
    return [name for name in SEPARATORS.split(text.strip()) if name]
