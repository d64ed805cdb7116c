"""What is asked of a unit: a norm in one of its periods, as the unit's own settings have it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bihuan.core.registry.norms import EveryRule, Norm, QuorumRule, Strength

from .known import Setting
from .periods import Period, periods


@dataclass(frozen=True, slots=True)
class Window:
    """A norm in one period. ``binds`` are the kinds of unit that it is asked of.

    ``ends`` is the first day on which the mechanism's ledger is no longer kept.
    """

    norm: Norm
    period: Period
    binds: frozenset[str]
    ends: datetime.date | None = None

    @property
    def in_force(self) -> bool:
        """Whether the norm holds through all of the period: half a period is not asked for."""
        ends = self.norm.until
        return self.norm.since <= self.period.since and (ends is None or ends >= self.period.until)

    @property
    def retired(self) -> bool:
        """Whether the ledger is kept no more, or not through all of the period."""
        return self.ends is not None and self.ends < self.period.until

    def runs(self, today: datetime.date) -> bool:
        """Whether something may still be done about it."""
        return today < self.period.until


def windows(
    norms: Iterable[tuple[Norm, frozenset[str]]],
    year: int,
    *,
    ends: Mapping[str, datetime.date] = MappingProxyType({}),
) -> tuple[Window, ...]:
    """Every period of the year for every norm, given with the kinds of unit that its mechanism binds.

    :param ends: by mechanism, the first day on which its ledger is no longer kept.
    """
    return tuple(
        Window(norm, period, norm.binds or binds, ends.get(norm.mechanism))
        for norm, binds in norms
        for period in periods(norm.rule, year)
    )


def is_adopted(norm: Norm, setting: Setting) -> bool:
    """Whether the norm holds here. Nobody can switch off a mandatory one."""
    if norm.strength is Strength.MANDATORY:
        return norm.adopted or bool(setting.adopted)
    return norm.adopted if setting.adopted is None else setting.adopted


def wanted(norm: Norm, setting: Setting) -> int:
    """How many records or hours are asked for here; 0 for a share. A mandatory norm can only be raised."""
    if isinstance(norm.rule, QuorumRule | EveryRule):
        return 0
    own = norm.rule.at_least
    if setting.at_least is None:
        return own
    return max(own, setting.at_least) if norm.strength is Strength.MANDATORY else setting.at_least
