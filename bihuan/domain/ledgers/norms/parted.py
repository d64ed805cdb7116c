"""Records as norms on parts of a ledger see them: what each of them answers in its mechanism's own fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from bihuan.core.norms.subsets import holds, looked_at
from bihuan.core.registry.mechanisms import mechanisms
from bihuan.core.registry.norms import EveryRule, Norm

from ..models import Mark
from ..shapes import MODELS
from . import asked

#: How many were due and present, or nothing of that.
Presence = tuple[int, int | None] | tuple[()]


def answers_of(marks: QuerySet[Mark]) -> dict[UUID, Mapping[str, Any]]:
    """What the records of the marks answer, as far as a norm looks: a query for each shape."""
    found: dict[UUID, Mapping[str, Any]] = {}
    codes = asked.of_parts()
    for shape in sorted({mechanisms()[code].shape for code in codes}):
        of_shape = marks.filter(mechanism__in=[code for code in codes if mechanisms()[code].shape == shape])
        records = MODELS[shape].objects.filter(key__in=of_shape.values("record_key")).order_by()
        found |= dict(records.values_list("key", "values"))
    return found


def parts_of(mechanism: str, values: Mapping[str, Any]) -> Iterator[tuple[Norm, Presence]]:
    """The norms that look at a record with these answers. Where every record must answer in some way, it is
    a meeting of one, who is present if it does."""
    for norm in asked.of_parts().get(mechanism, ()):
        if looked_at(norm, values):
            yield norm, _presence(norm, values)


def _presence(norm: Norm, values: Mapping[str, Any]) -> Presence:
    if not isinstance(norm.rule, EveryRule):
        return ()
    done = holds(norm, values)
    return 1, None if done is None else int(done)
