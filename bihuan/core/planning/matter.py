"""All that is known about a case on a day."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bihuan.core.registry.procedures import Procedure

from .events import Event, Extension, Stop
from .workdays import Workdays


@dataclass(frozen=True, slots=True)
class Matter:
    """All that is known about a case on a day."""

    procedure: Procedure
    chosen: Mapping[str, str]
    events: tuple[Event, ...]
    extensions: tuple[Extension, ...]
    stops: tuple[Stop, ...]
    today: datetime.date
    workdays: Workdays

    def happened(self, kinds: Iterable[str], *, by: datetime.date | None = None) -> tuple[Event, ...]:
        """The events of those kinds in order of their days, until a day where one is given."""
        known = set(kinds)
        return tuple(event for event in self.events if event.kind in known and (by is None or event.on <= by))

    def closed(self) -> Event | None:
        """The event that ended the case before its time, if one did."""
        return next(iter(self.happened(self.procedure.closed_by, by=self.today)), None)
