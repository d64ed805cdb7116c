"""Freeze an answer: a shared step of operations."""

from __future__ import annotations

from django.utils import timezone

from bihuan.core.registry.mechanisms import facts as fact_queries

from .answers import Answer, Scope, edition_of
from .asking import ask_all
from .failures import NoSuchFact, NothingKnown
from .models import Fact


def frozen(code: str, scope: Scope) -> Fact:
    """The fact with today's answer, made or renewed. Call inside an operation.

    :raises NoSuchFact: if the registry has no such question.
    :raises NothingKnown: if nobody knows the number.
    """
    if code not in fact_queries():
        raise NoSuchFact
    answer = ask_all([code], scope)[code]
    if answer.value is None:
        raise NothingKnown(fact_queries()[code].name, answer.shortfall)
    asked = {"unit": scope.unit, "code": code, "since": scope.since, "until": scope.until}
    fact = Fact.objects.select_for_update(of=("self",)).filter(**asked).first() or Fact(**asked)
    set_answer(fact, answer, scope)
    return fact


def set_answer(fact: Fact, answer: Answer, scope: Scope) -> None:
    """Put the answer into the fact and save it."""
    fact.value, fact.shortfall = answer.value, answer.shortfall
    fact.rows = [str(key) for key in answer.rows]
    fact.digest = answer.digest(fact.code, scope)
    fact.edition = edition_of(fact_queries()[fact.code])
    fact.frozen_at = timezone.now()
    fact.save()
