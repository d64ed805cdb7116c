"""A question to the ledgers, and what they answer."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from bihuan.core.registry.fact_queries import FactQuery
from bihuan.domain.organizations.models import Unit
from bihuan.domain.trail import canonical


@dataclass(frozen=True, slots=True)
class Scope:
    """The unit and everything below it, from ``since`` until before ``until``."""

    unit: Unit
    since: datetime.date
    until: datetime.date

    @property
    def last_day(self) -> datetime.date:
        return self.until - datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Answer:
    """A number and the keys of the records behind it, in order.

    ``value`` is None where nobody knows: none is not zero. ``shortfall`` says which part of the ledger was
    not kept, so that the number may be too low; it is empty where the ledger was kept all the time.
    """

    value: Decimal | None
    rows: tuple[UUID, ...] = ()
    shortfall: str = ""

    @property
    def complete(self) -> bool:
        return self.value is not None and not self.shortfall

    def digest(self, code: str, scope: Scope) -> str:
        """Of question, rows and value: as long as it is the same, the number stands."""
        value = None if self.value is None else f"{self.value.normalize():f}"
        asked = (code, scope.unit.key, scope.since, scope.until)
        return f"{canonical.ALGORITHM}:{canonical.digest(*asked, sorted(map(str, self.rows)), value)}"


def edition_of(query: FactQuery) -> str:
    """A short name of the way of counting: it changes when the registry counts otherwise."""
    counted = (query.measure, query.of, query.over, dict(query.where))
    return canonical.digest(*counted)[:16]
