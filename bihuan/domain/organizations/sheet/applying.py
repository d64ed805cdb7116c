"""Write a plan into the register: a shared step of the operation that applies an import.

Rows are made ready first (``compose``), without a lock; ``write`` then only saves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from bihuan.domain.exchange.outcome import Outcome
from bihuan.domain.trail.actor import Actor

from .. import moving
from ..enums import SeatKind
from ..models import BranchMembership, Dated, Person, Post, TeamSeat
from ..operations.people import name_person
from .plans import Plan, RowPlan

#: What an import sets in each kind of row.
FIELDS = {
    Person: ("name", "pinyin", "initials", "unit", "department", "left_on"),
    Post: ("unit", "title", "since", "until"),
    BranchMembership: ("unit", "until"),
    TeamSeat: ("position", "kind", "portfolio", "until"),
}
AT_A_TIME = 500


def compose(plan: Plan) -> None:
    """Make the new rows of a plan, unsaved."""
    for row in plan.acting:
        if row.present is None:
            values = dict(row.steps.person)
            row.newcomer = Person(**{name: value for name, value in values.items() if name != "name"})
            name_person(row.newcomer, values["name"])
        person = row.newcomer or row.present.person
        row.added = [model(person=person, **values) for model, values in row.steps.adds]


class Writer:
    """Writes one composed plan, many rows in one statement, and keeps what undo needs."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.outcome = Outcome()

    def write(self, plan: Plan) -> Outcome:
        acting = plan.acting
        moved = self._people([row for row in acting if row.present])
        newcomers = [row.newcomer for row in acting if row.newcomer]
        self.outcome.created += Person.objects.bulk_create(newcomers, batch_size=AT_A_TIME)
        self._dated(acting)
        for each in moved:
            moving.run(each)
        return self.outcome

    def _people(self, rows: list[RowPlan]) -> list[moving.Moved]:
        """Everybody the table changes: even if only a post did, the version of the person rises."""
        moved = []
        for row in rows:
            person, left, values = row.present.person, row.present.person.unit, dict(row.steps.person)
            self.outcome.changing(person)
            if "name" in values:
                name_person(person, values.pop("name"))
            _assign(person, values)
            if person.left_on or person.unit != left:
                moved.append(moving.Moved(person, left, None if person.left_on else person.unit, self.actor))
        self._save(Person, [row.present.person for row in rows])
        return moved

    def _dated(self, rows: Iterable[RowPlan]) -> None:
        sets: dict[type[Dated], list[tuple[Any, dict[str, Any]]]] = defaultdict(list)
        adds: dict[type[Dated], list[Dated]] = defaultdict(list)
        for row in rows:
            for dated, values in row.steps.sets:
                sets[type(dated)].append((dated, values))
            for dated in row.added:
                adds[type(dated)].append(dated)
        for model in (Post, BranchMembership, TeamSeat):
            self._set(model, sets[model])
            created = model.objects.bulk_create(adds[model], batch_size=AT_A_TIME)
            self.outcome.created += created

    def _set(self, model: type[Dated], sets: list[tuple[Any, dict[str, Any]]]) -> None:
        """Change rows; whoever becomes first in a team comes after the one who was."""
        for dated, values in sets:
            self.outcome.changing(dated)
            _assign(dated, values)
        first = [dated for dated, values in sets if values.get("kind") != SeatKind.PRINCIPAL]
        self._save(model, first)
        self._save(model, [dated for dated, values in sets if values.get("kind") == SeatKind.PRINCIPAL])

    def _save(self, model: Any, rows: list[Any]) -> None:
        if rows:
            model.objects.bulk_save(rows, FIELDS[model])


def _assign(row: Any, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
