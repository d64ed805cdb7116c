"""What is known of one unit when it is judged. Days are dates; whatever is not known is ``None``."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Record:
    """A record that counts. ``due`` and ``present`` are unknown where attendance was not written down."""

    on: datetime.date
    due: int | None = None
    present: int | None = None


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours that a member spent at a record, on the day that they count for."""

    person: int
    record: int
    on: datetime.date
    hours: Decimal


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who belongs to the unit from one day until before another; an open end is ``None``."""

    person: int
    since: datetime.date | None = None
    until: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Excused:
    """A ledger that need not be kept for a time, and why."""

    since: datetime.date
    until: datetime.date | None
    reason: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """One mechanism's ledger of a unit. ``kept_since``: from this day everything is written down here."""

    kept_since: datetime.date | None = None
    records: Sequence[Record] = ()
    hours: Sequence[Hours] = ()
    excused: Sequence[Excused] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """A unit's own word about a norm: whether it takes it over, and whether it asks for more or less."""

    adopted: bool | None = None
    at_least: int | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """A unit with its ledgers by mechanism and its settings by norm.

    ``kinds`` are what it keeps ledgers as: a bureau with a Party group keeps those of both. It stands from
    the day it was founded until before the day it was closed.
    """

    kinds: frozenset[str]
    founded: datetime.date | None = None
    closed: datetime.date | None = None
    members: Sequence[Member] = ()
    ledgers: Mapping[str, Ledger] = field(default_factory=dict)
    settings: Mapping[str, Setting] = field(default_factory=dict)

    def ledger(self, mechanism: str) -> Ledger:
        """The ledger of a mechanism; one that nobody keeps is empty."""
        return self.ledgers.get(mechanism, Ledger())
