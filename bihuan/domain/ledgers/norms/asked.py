"""What the registry asks of units in a year."""

from __future__ import annotations

from functools import lru_cache

from bihuan.core.norms import demands
from bihuan.core.norms.demands import Window
from bihuan.core.registry import norms
from bihuan.core.registry.mechanisms import mechanisms
from bihuan.core.registry.norms import HoursRule, Norm, QuorumRule


@lru_cache(maxsize=16)
def windows(year: int) -> tuple[Window, ...]:
    """Every norm in every period of the year, in the order of the mechanisms."""
    asked = [
        (norm, frozenset(mechanism.binds))
        for mechanism in mechanisms().values()
        for norm in norms.norms_of(mechanism.code)
    ]
    ends = {code: each.ends for code, each in mechanisms().items() if each.ends}
    return demands.windows(asked, year, ends=ends)


def windows_of(mechanism: str, year: int) -> tuple[Window, ...]:
    """The windows of the norms that speak of one mechanism."""
    return tuple(window for window in windows(year) if window.norm.mechanism == mechanism)


def with_quorum() -> frozenset[str]:
    """The mechanisms at whose records enough people must be present."""
    return frozenset(norm.mechanism for norm in norms.norms().values() if isinstance(norm.rule, QuorumRule))


def with_hours() -> frozenset[str]:
    """The mechanisms whose hours count for somebody."""
    rules = [(norm, norm.rule) for norm in norms.norms().values()]
    return frozenset(
        code for norm, rule in rules if isinstance(rule, HoursRule) for code in (norm.mechanism, *rule.also)
    )


@lru_cache(maxsize=1)
def of_parts() -> dict[str, tuple[Norm, ...]]:
    """The norms that look at some records only, or at what each of them answers, by mechanism."""
    found = {norm.mechanism: () for norm in norms.norms().values() if norm.counts != norm.mechanism}
    return {
        code: tuple(norm for norm in norms.norms_of(code) if norm.counts != code) for code in sorted(found)
    }
