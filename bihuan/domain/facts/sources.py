"""Who answers: apps that stand above register here, and are never imported."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bihuan.core.registry.fact_queries import FactQuery

from .answers import Answer, Scope

#: Answers those of the questions that it knows, all of them in few queries.
Source = Callable[[Sequence[FactQuery], Scope], Mapping[str, Answer]]

_sources: dict[str, Source] = {}


def register(name: str, source: Source) -> None:
    """Let a source answer; called when its app is ready."""
    _sources[name] = source


def answers(queries: Sequence[FactQuery], scope: Scope) -> dict[str, Answer]:
    """What the sources know of the questions, by code; what nobody knows is left out."""
    found: dict[str, Answer] = {}
    for source in _sources.values():
        found |= source([query for query in queries if query.code not in found], scope)
    return found
