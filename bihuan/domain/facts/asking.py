"""Ask the ledgers, and ask again whether a frozen number still stands."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable

from bihuan.core.registry.mechanisms import facts as fact_queries
from bihuan.domain.organizations.models import Unit

from . import sources
from .answers import Answer, Scope, edition_of
from .models import Fact

#: The answer to a question that no ledger here can answer.
UNKNOWN = Answer(None, shortfall="这一项还没有台账可数")


def ask(code: str, unit: Unit, since: datetime.date, until: datetime.date) -> Answer:
    """The answer to one question, now.

    :raises KeyError: if the registry has no such question.
    """
    return ask_all([code], Scope(unit, since, until))[code]


def ask_all(codes: Iterable[str], scope: Scope) -> dict[str, Answer]:
    """The answers by code, in the order asked: as many queries for one as for all.

    :raises KeyError: if the registry has no such question.
    """
    queries = [fact_queries()[code] for code in codes]
    known = sources.answers(queries, scope)
    return {query.code: known.get(query.code, UNKNOWN) for query in queries}


def is_stale(fact: Fact) -> bool:
    """Whether the ledgers answer otherwise than when the number was frozen."""
    return fact.pk in stale([fact])


def stale(facts: Iterable[Fact]) -> dict[int, Answer]:
    """What the ledgers answer now about those facts that no longer stand, by the fact's number."""
    return {fact.pk: answer for fact, answer in renewed(facts) if changed(fact, answer)}


def renewed(facts: Iterable[Fact]) -> list[tuple[Fact, Answer]]:
    """Every fact with today's answer; those of one unit and period are asked together."""
    together: dict[tuple[int, datetime.date, datetime.date], list[Fact]] = defaultdict(list)
    for fact in facts:
        together[fact.unit_id, fact.since, fact.until].append(fact)
    told = []
    for group in together.values():
        known = [fact for fact in group if fact.code in fact_queries()]
        answers = ask_all([fact.code for fact in known], scope_of(group[0]))
        told += [(fact, answers.get(fact.code, UNKNOWN)) for fact in group]
    return told


def scope_of(fact: Fact) -> Scope:
    return Scope(fact.unit, fact.since, fact.until)


def changed(fact: Fact, answer: Answer) -> bool:
    """Whether the answer is another than the fact holds, or counted in another way."""
    query = fact_queries().get(fact.code)
    counted_otherwise = query is None or fact.edition != edition_of(query)
    return counted_otherwise or fact.digest != answer.digest(fact.code, scope_of(fact))
