"""Masked figures that take their number from the ledgers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bihuan.core.registry.mechanisms import facts as fact_queries
from bihuan.domain.facts import asking
from bihuan.domain.facts.models import Fact
from bihuan.domain.rectification.models import Figure

from .lines import change_words, value_words


@dataclass(frozen=True, slots=True)
class Told:
    """What a fact says in a paper; ``change`` is "" while it stands."""

    fact: Fact
    name: str
    value: str
    sentence: str
    change: str


def changes_of(figures: Iterable[Figure]) -> dict[int, str]:
    """How the ledgers answer now about the figures whose facts no longer stand, in words."""
    bound = [figure for figure in figures if figure.fact_id]
    stale = asking.stale({figure.fact.pk: figure.fact for figure in bound}.values())
    return {
        figure.pk: change_words(figure.fact, stale[figure.fact_id])
        for figure in bound
        if figure.fact_id in stale
    }


def told_by(figures: Iterable[Figure]) -> dict[int, Told]:
    """What the facts of figures say, by the figure's number; those of no fact are left out."""
    figures = [figure for figure in figures if figure.masked and figure.fact_id]
    changes = changes_of(figures)
    return {figure.pk: _told(figure.fact, changes.get(figure.pk, "")) for figure in figures}


def _told(fact: Fact, change: str) -> Told:
    query, value = fact_queries().get(fact.code), value_words(fact)
    if query is None:
        return Told(fact, fact.code, value, value, change)
    return Told(fact, query.name, value, query.told(value), change)
