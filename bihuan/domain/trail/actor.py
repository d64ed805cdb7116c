"""Who acts: loaded once per request or command, then passed to every operation and predicate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from bihuan.core.registry.roles import SYSTEM as SYSTEM_ROLE
from bihuan.core.registry.roles import holders_of


class Via(StrEnum):
    """The door through which an action came."""

    PAGE = "page"
    CLI = "cli"
    JOB = "job"
    DEMO = "demo"


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in user with the roles held, by path of the unit where they are held.

    A role in a unit reaches that unit and everything below it.
    """

    user_key: UUID | None
    person_key: UUID | None
    roles_by_unit_path: Mapping[str, frozenset[str]] = field(default_factory=dict)
    on_behalf_of: UUID | None = None
    via: Via = Via.PAGE
    os_account: str = ""

    def may(self, right: str, *, at: str) -> bool:
        """Whether a role that has the right is held at the unit path or above it."""
        holders = holders_of(right)
        return any(
            at.startswith(path) and not held.isdisjoint(holders)
            for path, held in self.roles_by_unit_path.items()
        )

    def paths_for(self, right: str) -> tuple[str, ...]:
        """The unit paths where the right is held: the scope of every list that asks for it."""
        holders = holders_of(right)
        return tuple(
            sorted(path for path, held in self.roles_by_unit_path.items() if not held.isdisjoint(holders))
        )

    def roles_at(self, path: str) -> tuple[str, ...]:
        """All roles that reach the unit path, in order."""
        reaching = (held for at, held in self.roles_by_unit_path.items() if path.startswith(at))
        return tuple(sorted(frozenset().union(*reaching)))


#: Acts where no user can: the first set-up, and filling an empty database with the demo bureau.
SYSTEM = Actor(
    user_key=None, person_key=None, roles_by_unit_path={"/": frozenset({SYSTEM_ROLE})}, via=Via.DEMO
)
