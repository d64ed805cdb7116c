"""Norms that look at some of a ledger's records only, or at an answer that every one of them must give."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bihuan.core.registry.norms import Answers, EveryRule, Norm


def looked_at(norm: Norm, values: Mapping[str, Any]) -> bool:
    """Whether the norm looks at a record with these own answers, by ``<mechanism>.<field>``."""
    return all(given == wanted for given, wanted in _given(norm, getattr(norm.rule, "where", ()), values))


def holds(norm: Norm, values: Mapping[str, Any]) -> bool | None:
    """Whether a record answers as every one must; unknown where it does not answer."""
    if not isinstance(norm.rule, EveryRule):
        return None
    pairs = _given(norm, norm.rule.holds, values)
    if any(given is None for given, _ in pairs):
        return None
    return all(given == wanted for given, wanted in pairs)


def _given(norm: Norm, answers: Answers, values: Mapping[str, Any]) -> list[tuple[Any, Any]]:
    return [(values.get(f"{norm.mechanism}.{field}"), wanted) for field, wanted in answers]
