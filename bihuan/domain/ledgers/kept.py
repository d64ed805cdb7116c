"""Which part of a period a ledger was kept here: what was not kept is unknown, not zero."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable

from bihuan.core.document.paper import date_words
from bihuan.core.registry.mechanisms import Mechanism
from bihuan.domain.organizations.models import Unit

from .binding import is_bound
from .models import Exemption, Keeping

NOBODY = "这里没有开展“{name}”的单位"
NOT_KEPT = "“{name}”的台账还没有启用"
RETIRED = "“{name}”从{day}起不再登记"
NONE_KEPT = "{count}个单位都没有启用“{name}”的台账"


Span = tuple[datetime.date, datetime.date]


class Kept:
    """What the units at a path and below it kept of a period: three queries, however many mechanisms."""

    def __init__(self, path: str, since: datetime.date, until: datetime.date) -> None:
        self.since, self.until = since, until
        units = Unit.objects.within([path]).existing(since, until)
        self.units = list(units.only("kind", "leading_body", "founded_on", "closed_on").order_by())
        self._since: dict[tuple[str, int], datetime.date] = {
            (mechanism, unit): day
            for mechanism, unit, day in Keeping.objects.within([path]).values_list(
                "mechanism", "unit_id", "since"
            )
        }
        self._exempt = _exempt(path, since, until)

    def shortfall(self, mechanism: Mechanism) -> tuple[bool, str]:
        """Whether anything is known at all, and which part is missing in words; "" if none is."""
        if mechanism.ends and mechanism.ends <= self.since:
            return False, RETIRED.format(name=mechanism.name, day=date_words(mechanism.ends))
        bound = [unit for unit in self.units if is_bound(unit, mechanism)]
        if not bound:
            return False, NOBODY.format(name=mechanism.name)
        until = min(self.until, mechanism.ends or self.until)
        missing = [unit for unit in bound if not self._exempted(mechanism.code, unit, until)]
        days = [self._began(mechanism.code, unit) for unit in missing]
        unkept = sum(day is None or day >= until for day in days)
        if missing and unkept == len(missing):
            words = NOT_KEPT if unkept == 1 else NONE_KEPT
            return False, words.format(name=mechanism.name, count=unkept)
        late = sorted(day for day in days if day is not None and self.since < day < until)
        return True, _missing(len(bound), unkept, late)

    def _began(self, mechanism: str, unit: Unit) -> datetime.date | None:
        """Since when the unit keeps it; from the beginning, if it never stood without keeping it."""
        kept = self._since.get((mechanism, unit.pk))
        return self.since if kept and unit.founded_on and kept <= unit.founded_on else kept

    def _exempted(self, mechanism: str, unit: Unit, until: datetime.date) -> bool:
        """Whether an exemption covers all of the period in which the unit stood."""
        begins = max(self.since, unit.founded_on or self.since)
        ends = min(until, unit.closed_on or until)
        return any(first <= begins and last >= ends for first, last in self._exempt[mechanism, unit.pk])


def _exempt(path: str, since: datetime.date, until: datetime.date) -> dict[tuple[str, int], list[Span]]:
    found = Exemption.objects.within([path]).standing().filter(since__lt=until, until__gt=since)
    spans: dict[tuple[str, int], list[Span]] = defaultdict(list)
    for mechanism, unit, begins, ends in found.values_list("mechanism", "unit_id", "since", "until"):
        spans[mechanism, unit].append((begins, ends))
    return spans


def _missing(bound: int, unkept: int, late: Iterable[datetime.date]) -> str:
    late = list(late)
    if bound == 1:
        return f"从{date_words(late[0])}起才记" if late else ""
    parts = [f"{unkept}个没有启用台账"] if unkept else []
    if late:
        parts.append(f"{len(late)}个在这段时间里才开始记，最晚从{date_words(late[-1])}起")
    return f"{bound}个单位中，{'；'.join(parts)}" if parts else ""
