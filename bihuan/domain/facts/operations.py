"""Freeze numbers for papers, freeze them again, and hand them out."""

from __future__ import annotations

import datetime

from bihuan.core.registry.mechanisms import facts as fact_queries
from bihuan.domain.organizations.models import Unit
from bihuan.domain.trail import journal
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation

from . import freezing, permissions
from .answers import Scope
from .asking import ask_all, scope_of, stale
from .failures import NoSuchFact, StillTrue
from .models import Fact


@operation("facts.fact.freeze", may=permissions.can_freeze)
def freeze_fact(*, unit: Unit, actor: Actor, code: str, since: datetime.date, until: datetime.date) -> Fact:
    """Keep today's answer with its rows, so that a paper can stand on it.

    :raises NoSuchFact: if the registry has no such question.
    :raises NothingKnown: if nobody knows the number.
    """
    return freezing.frozen(code, Scope(unit, since, until))


@operation("facts.fact.refreeze", may=permissions.can_freeze)
def refreeze_fact(*, fact: Fact, actor: Actor, seen: int) -> Fact:
    """Take over what the ledgers answer now; the trail keeps the number that stood before.

    :raises NoSuchFact: if the registry no longer has the question.
    :raises StillTrue: if nothing has changed.
    """
    query = fact_queries().get(fact.code)
    if query is None:
        raise NoSuchFact
    if fact.pk not in stale([fact]):
        raise StillTrue(query.name)
    scope = scope_of(fact)
    freezing.set_answer(fact, ask_all([fact.code], scope)[fact.code], scope)
    return fact


@operation("facts.list.export", may=permissions.can_read_facts)
def note_export(*, unit: Unit, actor: Actor, since: datetime.date, until: datetime.date, digest: str) -> str:
    """Note that the numbers of a period left as a file; the digest of the file is kept."""
    handed_out = {"since": since, "until": until, "digest": digest}
    journal.current().note(unit._meta.label_lower, unit.key, "facts_export", None, handed_out)
    return digest
